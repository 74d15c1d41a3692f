import { posix } from 'node:path';
import type { Host } from '../../../host/host.js';
import type { Source } from '../../../host/source.js';
import type { HostEntry } from './entry.js';

/** Files of one directory looked at. */
const MAX_FILES = 200;

/**
 * Docker's layout, read where hosts.toml is missing, empty or refused (containerd `config/hosts.go`: loadCertFiles): `*.crt` are authorities,
 * `X.cert` with `X.key` (or alone, holding both) a client certificate, all else is passed over. Null lists: no such file.
 */
export function certificateFiles(host: Host, directory: string): Pick<HostEntry, 'authorities' | 'clientPairs'> {
  const listed = host.files.list(directory);
  const names = listed.kind === 'directory' ? listed.names.slice(0, MAX_FILES) : [];
  const files = names.filter((name) => host.files.list(posix.join(directory, name)).kind !== 'directory');
  const at = (name: string): { path: string; source: Source } => {
    const path = posix.join(directory, name);
    return { path, source: { kind: 'file', name: path, line: null, says: '' } };
  };
  const authorities = files.filter((name) => name.endsWith('.crt')).map(at);
  const pairs = files
    .filter((name) => name.endsWith('.cert'))
    .map((name) => {
      const key = `${name.slice(0, -'.cert'.length)}.key`;
      return { ...at(name), keyPath: posix.join(directory, names.includes(key) ? key : name) };
    });
  return {
    authorities: authorities.length === 0 ? null : authorities,
    clientPairs: pairs.length === 0 ? null : pairs,
  };
}
