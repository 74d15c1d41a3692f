import type { Client, ClientVersion } from '../clients/client.js';

/** A program that doesn't print its version in this time (ms) is judged by the assumed one. */
const VERSION_TIMEOUT_MS = 3000;
/** No program prints more than a few lines. */
const MAX_OUTPUT_BYTES = 16_384;

/** The version a program on this machine prints, or the assumed one. Runs nothing where the files looked at are another machine's. */
export async function versionOf(
  client: Client,
  options: { readonly root: string; readonly installed: boolean },
): Promise<ClientVersion> {
  const assumed: ClientVersion = { text: client.assumedVersion, from: 'assumed' };
  if (client.versionCommand === null || !options.installed || options.root !== '/') return assumed;
  const [program, ...parameters] = client.versionCommand;
  const { execa } = await import('execa');
  const result = await execa(program, parameters, {
    timeout: VERSION_TIMEOUT_MS,
    maxBuffer: MAX_OUTPUT_BYTES,
    reject: false,
    stdin: 'ignore',
    all: true,
    // The account that somebody gave to regdoctor is no other program's business.
    env: { REGDOCTOR_CREDS: undefined },
  });
  const text = client.parseVersion(typeof result.all === 'string' ? result.all : '');
  return text === null ? assumed : { text, from: 'program' };
}
