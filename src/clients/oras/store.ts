import { posix } from 'node:path';
import type { Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import type { ClientFlags, Observation } from '../client.js';
import { credentialInFile, type FileCredential, fileNearMisses, NONE } from '../docker-config-file.js';

/** oras-go decodes entries one by one. */
const ORAS_RULES = { badEntry: 'entry' } as const;

/** docker's file (oras-go `registry/remote/credentials/store.go`: getDockerConfigPath). */
export function dockerConfigPath({ environment, home }: Host): string {
  return posix.join(environment['DOCKER_CONFIG'] || posix.join(home, '.docker'), 'config.json');
}

/** The credential that `--creds` or the first file with one gives for a key; where none has, what comes `after`. */
export function storedCredential(
  host: Host,
  flags: ClientFlags,
  files: readonly string[],
  key: string,
  after: FileCredential = NONE,
): FileCredential {
  if (flags.credentials) {
    const source: Source = { kind: 'flag', name: '--username', line: null, says: '' };
    return { ok: true, credential: { id: 'flag:--creds', kind: 'basic', source, matchedKey: null } };
  }
  return files.toReversed().reduce<FileCredential>((after, path) => {
    // An empty file has no logins (`internal/config/config.go`: Load, io.EOF).
    const read = host.files.read(path);
    if (read.kind === 'file' && read.text.trim() === '') return after;
    return credentialInFile(host, path, [key], ORAS_RULES, after);
  }, after);
}

/** Logins in these files that differ from the key in the port or the case only. */
export function storedNearMisses(host: Host, files: readonly string[], key: string): Observation[] {
  return files.flatMap((path) => fileNearMisses(host, path, key));
}
