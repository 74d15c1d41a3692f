import { posix } from 'node:path';
import type { Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import { parseToml } from '../../host/toml.js';
import { readError } from '../containers-image/registries/read-error.js';
import { sinceVersion } from '../version.js';
import { type HostEntry, readEntry } from './hosts/entry.js';
import { hostOrder } from './hosts/host-order.js';
import { HostsTable, isTable, Refusal } from './hosts/table.js';

/** Before, a file without any `[host]` table was refused as a whole. */
const SERVER_ALONE = ['1.7.32', '2.0.0'];

/**
 * What hosts.toml of a directory came to. `refused`: it counts for nothing and the directory for its certificates only; `text` is what containerd
 * logs. `unreadable`: every pull fails with the text.
 */
export type HostsFileResult =
  | { readonly kind: 'absent' }
  /** Hosts in the order in which they are asked; the last is `server`, by name or (url null) the registry itself. */
  | { readonly kind: 'read'; readonly entries: readonly HostEntry[]; readonly root: HostsTable; readonly text: string }
  | { readonly kind: 'refused' | 'unreadable'; readonly text: string; readonly source: Source };

/** Reads hosts.toml (containerd `core/remotes/docker/config/hosts.go`: loadHostDir, parseHostsFile). Never throws. */
export function readHostsFile(host: Host, version: string, directory: string): HostsFileResult {
  const path = posix.join(directory, 'hosts.toml');
  const read = host.files.read(path);
  if (read.kind === 'absent' || (read.kind === 'file' && read.text === '')) return { kind: 'absent' };
  if (read.kind !== 'file') {
    const seen =
      read.kind === 'unreadable' && host.uid !== 0 ? ' (what root reads there is not known: run this as root)' : '';
    const text = `${readError(path, read)}${seen}`;
    return { kind: 'unreadable', text, source: { kind: 'file', name: path, line: null, says: text } };
  }
  return readHostsText(read.text, path, version);
}

/** The same for a text that would lie at the path. */
export function readHostsText(text: string, path: string, version: string): HostsFileResult {
  const refused = (why: string, line: number | null): HostsFileResult => ({
    kind: 'refused',
    text: why,
    source: { kind: 'file', name: path, line, says: why },
  });
  const parsed = parseToml(text);
  if (!parsed.ok) return refused(parsed.message, parsed.line);
  const { document } = parsed;
  const table = isTable(document.value) ? document.value : {};
  const root = new HostsTable(document, path, [], table);
  const directory = posix.dirname(path);
  const tree = table['host'];
  try {
    if (tree === undefined && !sinceVersion(version, SERVER_ALONE))
      throw new Refusal('invalid `host` tree', ['server']);
    if (tree !== undefined && !isTable(tree)) throw new Refusal('invalid `host` tree', ['host']);
    for (const [name, entry] of Object.entries(tree ?? {}))
      if (!isTable(entry)) throw new Refusal(`host ${name} is no table`, ['host', name]);
    const entries = hostOrder(root, version, text).flatMap((name) => {
      const entry = tree?.[name];
      if (!isTable(entry)) return [];
      return [readEntry(new HostsTable(document, path, ['host', name], entry), name, directory, version)];
    });
    // A host without a name of its own can't be asked, and nothing is.
    const asked = entries.filter(({ url }) => url !== null);
    return {
      kind: 'read',
      entries: [...asked, readEntry(root, root.text('server') ?? '', directory, version)],
      root,
      text,
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refused(error.message, document.lineOf(error.at));
  }
}
