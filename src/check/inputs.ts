import type { FactBook } from '../facts/book.js';
import type { FileRecord } from '../host/recorder.js';
import { redactEnvironment } from '../host/redact-environment.js';
import { withoutUserInformation } from '../text/user-information.js';
import { SavedFiles } from './saved-files.js';
import type { Subject } from './subject.js';

/** What a report keeps of the configuration: enough to diagnose again offline, no secret in it. */
export interface SavedInputs {
  readonly reference: string;
  readonly operation: Subject['operation'];
  readonly clients: readonly { readonly client: string; readonly version: Subject['clients'][number]['version'] }[];
  readonly flags: Subject['flags'];
  readonly allowInsecureAuth: boolean;
  readonly environment: Readonly<Record<string, string>>;
  readonly home: string;
  readonly uid: number;
  readonly platform: Subject['host']['platform'];
  readonly libc: Subject['host']['libc'];
  readonly processes: Subject['host']['processes'];
  readonly nowMs: number;
  readonly files: FileRecord;
}

/**
 * The inputs as a report carries them: files redacted, certificate stores cut down to what the verdicts depend on.
 * @param saved shared by reports of one machine, whose files are redacted once; left out: this one's own.
 */
export function savedInputs(
  subject: Subject,
  record: FileRecord,
  facts: FactBook,
  saved: SavedFiles = new SavedFiles(),
): Record<string, unknown> {
  const { host } = subject;
  const chains = [...facts.entries().values()].flatMap((fact) =>
    fact.kind === 'tls' ? fact.chain : fact.kind === 'certificate' && fact.der !== null ? [fact.der] : [],
  );
  const inputs: SavedInputs = {
    reference: withoutUserInformation(subject.reference),
    operation: subject.operation,
    clients: subject.clients.map(({ client, version }) => ({ client: client.name, version })),
    flags: subject.flags,
    allowInsecureAuth: subject.allowInsecureAuth,
    environment: redactEnvironment(host.environment),
    home: host.home,
    uid: host.uid,
    platform: host.platform,
    libc: host.libc,
    processes: host.processes.map((each) => ({
      ...each,
      environment: each.environment === null ? null : redactEnvironment(each.environment),
    })),
    nowMs: host.nowMs,
    files: saved.of(record, chains, credentialFiles(subject)),
  };
  return { ...inputs };
}

/** Files that flags or variables name as files of credentials. */
function credentialFiles({ flags, host }: Subject): string[] {
  return [flags.authFile, host.environment['REGISTRY_AUTH_FILE']].filter((path) => typeof path === 'string');
}
