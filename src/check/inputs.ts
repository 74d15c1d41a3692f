import type { FactBook } from '../facts/book.js';
import { type FileRecord, plainRecord } from '../host/recorder.js';
import { redactEnvironment } from '../host/redact-environment.js';
import { redactRecord } from '../host/redact-record.js';
import { withoutUserInformation } from '../text/user-information.js';
import { keepRelevantCertificates } from '../trust/relevant.js';
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

/** The inputs as a report carries them: files redacted, certificate stores cut down to what the verdicts depend on. */
export function savedInputs(subject: Subject, record: FileRecord, facts: FactBook): Record<string, unknown> {
  const { host } = subject;
  const chains = [...facts.entries().values()].flatMap((fact) =>
    fact.kind === 'tls' ? fact.chain : fact.kind === 'certificate' && fact.der !== null ? [fact.der] : [],
  );
  const saved: SavedInputs = {
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
    files: keepCertificates(redactRecord(record, credentialFiles(subject)), chains),
  };
  return { ...saved };
}

/** One authority has 1 to 3 KiB; a file far beyond is a copy of a store. */
const OWN_FILE_CHARACTERS = 16 * 1024;

/** Certificate stores are large and public; what no chain of this run names is left out. */
function keepCertificates(record: FileRecord, chains: readonly string[]): FileRecord {
  const sent = chains.map((certificate) => Buffer.from(certificate, 'base64'));
  const kept = Object.entries(record).flatMap(([path, entry]): [string, (typeof record)[string]][] => {
    if (entry.read?.kind !== 'file' || !entry.read.text.includes('BEGIN CERTIFICATE')) return [[path, entry]];
    const text = keepRelevantCertificates(entry.read.text, sent);
    const inStore = /^\/etc\/(?:ssl|pki)\//.test(path);
    // A client's own CA or certificate says something by being there, whatever it is for.
    if (!inStore && entry.read.text.length <= OWN_FILE_CHARACTERS) return [[path, entry]];
    if (text === '' && inStore) return [];
    return [[path, { ...entry, read: { ...entry.read, text } }]];
  });
  return plainRecord(kept);
}

/** Files that flags or variables name as files of credentials. */
function credentialFiles({ flags, host }: Subject): string[] {
  return [flags.authFile, host.environment['REGISTRY_AUTH_FILE']].filter((path) => typeof path === 'string');
}
