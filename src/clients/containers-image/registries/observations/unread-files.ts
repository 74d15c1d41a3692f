import type { Host } from '../../../../host/host.js';
import type { Observation } from '../../../client.js';
import type { RegistriesConfig, RegistryEntry } from '../../registries-config.js';
import { loadFile } from '../load-file.js';
import { systemDirectory } from '../locations.js';
import { matchLength } from '../match.js';
import { fileSource } from '../text.js';
import { keyMeaning } from './key-meaning.js';

/** Bound on files looked into per directory: these are guesses about misplaced files, not configuration. */
export const LOOKALIKE_FILES = 64;

/** Tables of a file that isn't read which would match this name (host[:port]/repository); null: all of them. */
export function unreadTables(host: Host, path: string, name: string | null): readonly RegistryEntry[] {
  const read = host.files.read(path);
  if (read.kind !== 'file') return [];
  const loaded = loadFile(path, read.text, 'convert');
  if (!loaded.ok) return [];
  return loaded.part.registries.filter((entry) => name === null || matchLength(name, entry.prefix) !== -1);
}

/**
 * The directory in which a new drop-in takes effect and that the tool's user may write: the system's for root and for daemons, the user's own for
 * anybody else; where that one is not read, whichever is. Null: none is read.
 */
export function effectiveDropInDirectory(host: Host, config: RegistriesConfig): string | null {
  const directories = config.searched.dropInDirectories;
  const system = `${systemDirectory(host)}/registries.conf.d`;
  const shared = [systemDirectory(host), '/usr/share/containers'];
  const isOwn = (directory: string): boolean => !shared.some((above) => directory.startsWith(`${above}/`));
  const own = host.uid === 0 || host.daemon !== undefined ? undefined : directories.find(isOwn);
  return own ?? (directories.includes(system) ? system : (directories[0] ?? null));
}

/**
 * The observation that a file with a table for this name (null: for any) isn't read, with the same content under a name that is.
 * Null where the file has no such table, or the same settings are in force from elsewhere.
 */
export function unreadFileObservation(
  host: Host,
  config: RegistriesConfig,
  path: string,
  name: string | null,
  why: string,
): Observation | null {
  const tables = unreadTables(host, path, name).filter((table) => !isInForce(config, table));
  const [first] = tables;
  const read = host.files.read(path);
  if (first === undefined || read.kind !== 'file') return null;
  const directory = effectiveDropInDirectory(host, config);
  const target = directory === null ? null : freeName(host, directory, path);
  return {
    code: 'config-ignored-wrong-path',
    source: fileSource(path, first.source.line, first.source.says),
    text: `${path} has a [[registry]] table for ${first.prefix}, but ${why}.`,
    meant: meantBy(tables),
    cure: target === null ? [] : [{ path: target, content: read.text }],
  };
}

/** What a table is there for, the strongest first. */
export function meantBy(tables: readonly RegistryEntry[]): Observation['meant'] {
  if (tables.some((table) => table.insecure)) return keyMeaning('insecure', true).meant;
  if (tables.some((table) => table.mirrors.length > 0)) return 'mirror';
  return tables.some((table) => table.blocked) ? 'block' : 'other';
}

/** True where the merged configuration has a table that says the same. */
function isInForce(config: RegistriesConfig, table: RegistryEntry): boolean {
  return config.registries.some(
    (entry) =>
      entry.prefix === table.prefix &&
      entry.location === table.location &&
      entry.insecure === table.insecure &&
      entry.blocked === table.blocked &&
      entry.mirrors.length === table.mirrors.length,
  );
}

/** A name ending in `.conf` in the directory that nothing has yet. */
function freeName(host: Host, directory: string, path: string): string | null {
  const base = path.slice(path.lastIndexOf('/') + 1).replace(/\.(conf|toml|txt|cfg|ini|config|cnf)$/i, '');
  const names = [`${base}.conf`, `50-${base}.conf`, `60-${base}.conf`];
  return (
    names.map((name) => `${directory}/${name}`).find((target) => host.files.read(target).kind === 'absent') ?? null
  );
}
