import type { Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import { parseToml } from '../../host/toml.js';
import { versionAtLeast } from '../version.js';

const CONFIG_PATH = '/etc/containerd/config.toml';
/** The section by its names, newest first. */
const NEW_SECTION = 'io.containerd.cri.v1.images';
const OLD_SECTION = 'io.containerd.grpc.v1.cri';
/** From here on certs.d is looked at without any configuration. */
const DEFAULT_ROOTS_SINCE = '2.2.0';
const DEFAULT_ROOTS = '/etc/containerd/certs.d:/etc/docker/certs.d';
/** From here on the transfer service pulls, which takes the list of roots for one path (containerd#12636). */
const TRANSFER_SERVICE_SINCE = '2.1.0';

/** How the CRI plugin finds the hosts of a registry. */
export type CriRegistry =
  /** `roots` as they are really looked up. */
  | { readonly mode: 'hosts'; readonly roots: readonly string[]; readonly source: Source }
  | { readonly mode: 'mirrors' }
  /** The daemon doesn't start. */
  | { readonly mode: 'broken'; readonly text: string; readonly source: Source };

/**
 * `config_path` of the CRI plugin in config.toml. 1.x takes a file without `version` for version 1 and knows the old section only; 2.x takes
 * both (containerd `services/server/config/config.go`, 2.x `cmd/containerd/server/config`). Imports and `mirrors` are not read here.
 */
export function criRegistry(host: Host, version: string): CriRegistry {
  const read = host.files.read(CONFIG_PATH);
  const unset: CriRegistry = versionAtLeast(version, DEFAULT_ROOTS_SINCE)
    ? hosts(version, DEFAULT_ROOTS, { kind: 'default', name: `containerd ${version}`, line: null, says: DEFAULT_ROOTS })
    : { mode: 'mirrors' };
  if (read.kind !== 'file') return unset;
  const parsed = parseToml(read.text);
  if (!parsed.ok) {
    const source: Source = { kind: 'file', name: CONFIG_PATH, line: parsed.line, says: '' };
    return { mode: 'broken', text: `failed to load TOML: ${CONFIG_PATH}: ${parsed.message}`, source };
  }
  const newer = versionAtLeast(version, '2.0.0');
  const fileVersion = (parsed.document.value as { version?: unknown }).version;
  const sections = newer ? [NEW_SECTION, OLD_SECTION] : fileVersion === 2 ? [OLD_SECTION] : ['cri'];
  for (const section of sections) {
    const path = ['plugins', section, 'registry', 'config_path'];
    const value = path.reduce<unknown>((at, key) => (isTable(at) ? at[key] : undefined), parsed.document.value);
    if (typeof value !== 'string' || value === '') continue;
    const says = `config_path = ${JSON.stringify(value)}`;
    return hosts(version, value, { kind: 'file', name: CONFIG_PATH, line: parsed.document.lineOf(path), says });
  }
  return unset;
}

function hosts(version: string, configPath: string, source: Source): CriRegistry {
  const split = !versionAtLeast(version, TRANSFER_SERVICE_SINCE);
  return { mode: 'hosts', roots: split ? configPath.split(':').filter((root) => root !== '') : [configPath], source };
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
