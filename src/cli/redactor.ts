import type { HostRedactor } from '../report/redact/redact-hosts.js';

const NOTHING: HostRedactor = {
  report: (report) => report,
  text: (line) => line,
  replaced: () => ({ words: 0, addresses: 0, certificates: 0, texts: 0 }),
};

/** What takes names and addresses out of everything that is shown or written, where `--redact-hosts` asks for it. */
export async function redactorFor(flags: { readonly 'redact-hosts'?: boolean | undefined }): Promise<HostRedactor> {
  if (flags['redact-hosts'] !== true) return NOTHING;
  const { createHostRedactor } = await import('../report/redact/redact-hosts.js');
  return createHostRedactor();
}
