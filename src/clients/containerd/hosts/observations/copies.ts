import { posix } from 'node:path';
import type { Host } from '../../../../host/host.js';
import type { Observation } from '../../../client.js';
import { hasCertificate } from '../../../containers-image/certs/pem.js';
import { holdsSecret } from '../secrets.js';

/** Files of a directory that are copied; a certs.d directory has two or three. */
const MOST_FILES = 10;

/** True where a directory holds something a client would use. */
export function isConfigured(host: Host, directory: string): boolean {
  const listed = host.files.list(directory);
  return listed.kind === 'directory' && listed.names.some((name) => name === 'hosts.toml' || name.endsWith('.crt'));
}

/** The directory's files at another place, without keys; none where that would take a secret along or leave half behind. */
export function copied(host: Host, from: string, to: string): Observation['cure'] {
  const listed = host.files.list(from);
  if (listed.kind !== 'directory' || listed.names.length > MOST_FILES) return [];
  const files: { path: string; content: string }[] = [];
  for (const name of listed.names) {
    const read = host.files.read(posix.join(from, name));
    if (read.kind !== 'file' || read.text === '') continue;
    if (name !== 'hosts.toml' && !hasCertificate(read.text)) continue;
    if (holdsSecret(read.text)) return [];
    files.push({ path: posix.join(to, name), content: read.text });
  }
  return files;
}
