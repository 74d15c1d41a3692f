import { posix } from 'node:path';
import type { Host } from '../../../../host/host.js';
import { hostsDirectory } from '../../hosts-directory.js';
import { readHostsText } from '../../hosts-file.js';
import { certificateFiles } from '../certificate-files.js';
import { withEmptyHost } from '../edit.js';
import { regenerated } from '../regenerate.js';
import { holdsSecret } from '../secrets.js';

/** Where a registry is configured, and what a change starts from. */
export interface Base {
  /** The directory that is read once the change is made. */
  readonly directory: string;
  /** The hosts.toml in force as text; null where there is none. */
  readonly text: string | null;
  /** Certificate files in force without a hosts.toml, by absolute path. */
  readonly authorities: readonly string[];
  readonly clientPairs: readonly { readonly path: string; readonly keyPath: string }[];
}

/**
 * What is in force for a registry, as something that can be changed: its own directory, or `_default`, whose hosts.toml goes along because a directory
 * of its own hides it. Null where what is there can't be kept: unreadable, refused, with a secret, or with paths that would no longer fit.
 */
export function baseOf(host: Host, version: string, root: string, registry: string): Base | null {
  const found = hostsDirectory(host, version, [root], registry);
  const own = posix.join(root, registry);
  const directory = found === null || posix.basename(found) === '_default' ? own : found;
  if (host.files.list(directory).kind === 'unreadable') return null;
  const empty: Base = { directory, text: null, authorities: [], clientPairs: [] };
  if (found === null) return empty;
  const read = host.files.read(posix.join(found, 'hosts.toml'));
  if (read.kind === 'absent' || (read.kind === 'file' && read.text === '')) {
    const files = certificateFiles(host, found);
    return {
      ...empty,
      authorities: (files.authorities ?? []).map(({ path }) => path),
      clientPairs: files.clientPairs ?? [],
    };
  }
  if (read.kind !== 'file' || holdsSecret(read.text)) return null;
  const path = posix.join(directory, 'hosts.toml');
  const usable = [read.text, withEmptyHost(read.text), regenerated(read.text)].find(
    (text) => text !== null && readHostsText(text, path, version).kind === 'read',
  );
  if (usable === undefined || usable === null) return null;
  // Relative paths of `_default` mean other files elsewhere.
  const moved = found !== directory && /^\s*(ca|client)\s*=\s*[^#]*["'](?!\/)[^"']+["']/m.test(usable);
  return moved ? null : { ...empty, text: usable };
}
