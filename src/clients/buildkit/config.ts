import { posix } from 'node:path';
import type { ParsedDocument } from '../../host/document.js';
import type { FileRead, Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import { parseToml } from '../../host/toml.js';
import { fileSource } from '../containers-image/registries/text.js';
import { type Daemon, daemonHost } from '../daemon-host.js';
import type { RegistryTable } from './registry-table.js';

/** buildkitd's own process and units. */
export const BUILDKITD: Daemon = { processes: ['buildkitd'], units: ['buildkit', 'buildkitd'] };

/** Keys of a registry's table; anything else is passed over in silence. */
export const TABLE_KEYS = ['mirrors', 'http', 'insecure', 'ca', 'keypair', 'tlsconfigdir'];
/** Tables and items looked at; real files have a handful. */
const MAX_ITEMS = 1000;

/** buildkitd.toml as far as registries go. */
export interface BuildkitConfig {
  readonly path: string;
  readonly read: FileRead;
  /** buildkitd's own environment. */
  readonly host: Host;
  /** By host[:port] exactly as in a reference. */
  readonly tables: ReadonlyMap<string, RegistryTable>;
  readonly document: ParsedDocument | null;
  /** Why buildkitd doesn't start. */
  readonly stop: { readonly text: string; readonly source: Source } | null;
}

type Table = Readonly<Record<string, unknown>>;

/** Path by `--config` of the running daemon, else by whose daemon it is (BuildKit `util/appdefaults/appdefaults_unix.go`: ConfigDir, UserConfigDir). */
export function buildkitConfigPath(host: Host): string {
  const running = host.processes.find(({ name }) => name === 'buildkitd');
  const words = running?.arguments ?? [];
  const at = words.findIndex((word) => /^--?config(?:=|$)/.test(word));
  const given = at === -1 ? '' : (/=(.*)$/.exec(words[at] ?? '')?.[1] ?? words[at + 1] ?? '');
  if (given !== '') return given;
  const environment = running?.environment ?? host.environment;
  const isUsers =
    words.includes('--rootless') ||
    (running === undefined ? host.uid !== 0 : /^\/run\/user\/[1-9]/.test(environment['XDG_RUNTIME_DIR'] ?? ''));
  if (!isUsers) return '/etc/buildkit/buildkitd.toml';
  const home = environment['HOME'] || host.home;
  return posix.join(environment['XDG_CONFIG_HOME'] || posix.join(home, '.config'), 'buildkit/buildkitd.toml');
}

/** Reads buildkitd.toml (BuildKit `cmd/buildkitd/config/load.go`); a file that isn't there is an empty one. Never throws. */
export function buildkitConfig(host: Host): BuildkitConfig {
  const path = buildkitConfigPath(host);
  const daemon = daemonHost(host, BUILDKITD);
  const read = host.files.read(path);
  const base = { path, read, host: daemon, tables: new Map<string, RegistryTable>(), document: null };
  const failed = (text: string, line: number | null): BuildkitConfig => ({
    ...base,
    stop: { text: `failed to load config from ${path}: ${text}`, source: fileSource(path, line, '') },
  });
  if (read.kind === 'absent') return { ...base, stop: null };
  if (read.kind !== 'file')
    return failed(read.kind === 'directory' ? `read ${path}: is a directory` : read.error, null);
  const parsed = parseToml(read.text);
  if (!parsed.ok) return failed(`failed to parse config: ${parsed.message}`, parsed.line);
  const { document } = parsed;
  const registry = (document.value as Table)['registry'];
  const wrong = wrongType(document, registry);
  if (wrong !== null) return failed(`failed to parse config: ${wrong.text}`, wrong.line);
  const tables = new Map<string, RegistryTable>();
  for (const name of isTable(registry) ? Object.keys(registry).slice(0, MAX_ITEMS) : [])
    tables.set(name, tableOf(document, path, name, (registry as Table)[name] as Table));
  return { ...base, tables, document, stop: null };
}

function wrongType(document: ParsedDocument, registry: unknown): { text: string; line: number | null } | null {
  const says = (path: readonly string[], wanted: string): { text: string; line: number | null } => ({
    text: `${path.join('.')} must be ${wanted}`,
    line: document.lineOf(path),
  });
  if (registry === undefined) return null;
  if (!isTable(registry)) return says(['registry'], 'a table');
  for (const [name, table] of Object.entries(registry).slice(0, MAX_ITEMS)) {
    if (!isTable(table)) return says(['registry', name], 'a table');
    for (const key of ['http', 'insecure'])
      if (table[key] !== undefined && typeof table[key] !== 'boolean')
        return says(['registry', name, key], 'a boolean');
    for (const key of ['mirrors', 'ca', 'tlsconfigdir']) {
      const value = table[key];
      if (value !== undefined && !(Array.isArray(value) && value.every((item) => typeof item === 'string')))
        return says(['registry', name, key], 'a list of strings');
    }
    const pairs = table['keypair'];
    if (pairs !== undefined && !(Array.isArray(pairs) && pairs.every(isTable)))
      return says(['registry', name, 'keypair'], 'a list of tables');
  }
  return null;
}

function tableOf(document: ParsedDocument, path: string, name: string, table: Table): RegistryTable {
  const source = (key: string, says: string): Source =>
    fileSource(path, document.lineOf(['registry', name, key]), says);
  const texts = (key: string): string[] => {
    const value = table[key];
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string').slice(0, MAX_ITEMS) : [];
  };
  const flag = (key: string): boolean | null => (typeof table[key] === 'boolean' ? table[key] : null);
  const files = (key: string) => texts(key).map((each) => ({ path: each, source: source(key, `${key} ${each}`) }));
  const pairs = (Array.isArray(table['keypair']) ? table['keypair'].slice(0, MAX_ITEMS) : []).flatMap(
    (pair: unknown) => {
      if (!isTable(pair)) return [];
      const { key, cert } = pair;
      return [
        {
          path: typeof cert === 'string' ? cert : '',
          keyPath: typeof key === 'string' ? key : '',
          source: source('keypair', ''),
        },
      ];
    },
  );
  const own = fileSource(path, document.lineOf(['registry', name]), `[registry.${JSON.stringify(name)}]`);
  const decided = ['http', 'insecure'].flatMap((key) =>
    flag(key) === null ? [] : [source(key, `${key} = ${flag(key)}`)],
  );
  return {
    mirrors: texts('mirrors').map((text) => ({ text, source: source('mirrors', `mirror ${text}`) })),
    http: flag('http'),
    insecure: flag('insecure'),
    authorities: files('ca'),
    pairs,
    certificateDirectories: files('tlsconfigdir'),
    sources: decided.length > 0 ? decided : [own],
  };
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
