import type { ParsedDocument } from '../../../host/document.js';
import type { Host } from '../../../host/host.js';
import type { Source } from '../../../host/source.js';
import { fileSource } from '../../containers-image/registries/text.js';
import { insecureEntry } from './insecure-entries.js';
import { type DaemonFile, daemonFile } from './json-file.js';
import { mirrorEntry } from './mirror-entries.js';
import { type DaemonStart, daemonStart, flagSource } from './start.js';

/** Always insecure (moby `daemon/pkg/registry/config.go`: loadInsecureRegistries). */
const LOOPBACK = ['127.0.0.0/8', '::1/128'];
/** Entries looked at; real files have a handful. */
const MAX_ENTRIES = 1000;
/** A file counts as changed after the start from here on, milliseconds: clocks of files and processes differ a little. */
const LATER_MS = 2000;

/** An entry and what wrote it. */
export interface Written {
  readonly text: string;
  readonly source: Source;
}

/** What an engine was told of registries, by file and flags. */
export interface DaemonConfig {
  readonly start: DaemonStart;
  readonly version: string;
  readonly file: DaemonFile;
  /** host[:port], compared whole. */
  readonly insecureNames: ReadonlyMap<string, Source>;
  /** Networks, loopback included; any address of the host inside counts. */
  readonly insecureNetworks: readonly string[];
  readonly insecureSource: Source;
  /** As written, in order. */
  readonly insecureEntries: readonly Written[];
  /** URLs with a slash at the end; for Docker Hub only. */
  readonly mirrors: readonly Written[];
  readonly features: Readonly<Record<string, boolean>>;
  /** Storage driver asked for, or null. */
  readonly driver: Written | null;
  readonly userNamespace: Written | null;
  readonly dataRoot: string;
  /** The daemon's host: its environment, with the proxies of the file. */
  readonly host: Host;
  /** daemon.json was changed after the running dockerd had started. */
  readonly changedSince: boolean;
}

/** `stop`: why the daemon doesn't start. */
export interface DaemonConfigResult {
  readonly config: DaemonConfig;
  readonly stop: { readonly text: string; readonly source: Source } | null;
}

/**
 * Reads the engine's configuration. A file that would stop it is no reason to stop for a dockerd that was running before the
 * file was changed: then only its flags are known.
 */
export function daemonConfig(host: Host, version: string): DaemonConfigResult {
  const start = daemonStart(host);
  const file = daemonFile(start, version);
  const { read } = file;
  const changedSince =
    start.startedMs !== null && read.kind === 'file' && (read.modifiedMs ?? 0) > start.startedMs + LATER_MS;
  const document = file.ok ? file.document : null;
  const insecureEntries = written(start, document, 'insecure-registries', 'insecure-registry');
  const mirrorsWritten = written(start, document, 'registry-mirrors', 'registry-mirror');
  const problems: { text: string; source: Source }[] = file.ok ? [] : [{ text: file.text, source: file.source }];
  const mirrors = mirrorsWritten.flatMap(({ text, source }) => {
    const entry = mirrorEntry(text, version);
    if (entry.ok) return [{ text: entry.url, source }];
    problems.push({ text: `failed to start daemon: ${entry.text}`, source });
    return [];
  });
  const insecureNames = new Map<string, Source>();
  const networks: string[] = [];
  for (const { text, source } of insecureEntries) {
    const entry = insecureEntry(text);
    if (entry.kind === 'invalid') problems.push({ text: `failed to start daemon: ${entry.text}`, source });
    else if (entry.kind === 'network') networks.push(entry.network);
    else insecureNames.set(entry.name, source);
  }
  // Docker Hub is set up as secure after all entries.
  insecureNames.delete('docker.io');
  const root = tableOf(document);
  const text = (key: string, flag: string): Written | null => {
    const given = start.flags.get(flag)?.at(-1);
    if (given !== undefined) return { text: given, source: flagSource(start, `--${flag} ${given}`) };
    const value = root[key];
    if (typeof value !== 'string' || value === '') return null;
    return { text: value, source: fileSource(start.configPath, document?.lineOf([key]) ?? null, `${key} ${value}`) };
  };
  const environmentDriver = start.host.environment['DOCKER_DRIVER'] ?? '';
  const config: DaemonConfig = {
    start,
    version,
    file,
    insecureNames,
    insecureNetworks: [...networks, ...LOOPBACK],
    insecureSource: insecureEntries[0]?.source ?? LOOPBACK_SOURCE,
    insecureEntries,
    mirrors: [...new Map(mirrors.map((mirror) => [mirror.text, mirror])).values()],
    features: featuresOf(start, root),
    driver:
      environmentDriver === ''
        ? text('storage-driver', 'storage-driver')
        : {
            text: environmentDriver,
            source: {
              kind: 'environment',
              name: 'DOCKER_DRIVER',
              line: null,
              says: `DOCKER_DRIVER=${environmentDriver}`,
            },
          },
    userNamespace: text('userns-remap', 'userns-remap'),
    dataRoot: text('data-root', 'data-root')?.text ?? start.dataRoot,
    host: withProxies(start, document),
    changedSince,
  };
  return { config, stop: changedSince ? null : (problems[0] ?? null) };
}

const LOOPBACK_SOURCE: Source = { kind: 'default', name: 'docker', line: null, says: 'loopback is insecure' };

function written(start: DaemonStart, document: ParsedDocument | null, key: string, flag: string): Written[] {
  const value = tableOf(document)[key];
  const inFile = (Array.isArray(value) ? value : []).slice(0, MAX_ENTRIES).flatMap((item, index): Written[] => {
    if (typeof item !== 'string') return [];
    const line = document?.lineOf([key, index]) ?? null;
    return [{ text: item, source: fileSource(start.configPath, line, `${key} ${JSON.stringify(item)}`) }];
  });
  const given = (start.flags.get(flag) ?? []).slice(0, MAX_ENTRIES);
  return [...inFile, ...given.map((item) => ({ text: item, source: flagSource(start, `--${flag} ${item}`) }))];
}

function featuresOf(start: DaemonStart, root: Readonly<Record<string, unknown>>): Record<string, boolean> {
  const features: Record<string, boolean> = {};
  const table = root['features'];
  if (typeof table === 'object' && table !== null)
    for (const [name, value] of Object.entries(table)) if (typeof value === 'boolean') features[name] = value;
  for (const flag of start.flags.get('feature') ?? []) {
    const [name = '', value = 'true'] = flag.split('=');
    features[name] = value === 'true';
  }
  return features;
}

/** `proxies` of the file takes the place of the environment's (moby `daemon/command/daemon.go`: setProxy). */
function withProxies(start: DaemonStart, document: ParsedDocument | null): Host {
  const table = tableOf(document)['proxies'];
  const { host } = start;
  if (typeof table !== 'object' || table === null) return host;
  const environment: Record<string, string> = { ...host.environment };
  const sources: Record<string, Source> = { ...host.daemon?.sources };
  for (const [key, variable] of PROXIES) {
    const value = (table as Readonly<Record<string, unknown>>)[key];
    if (typeof value !== 'string' || value === '') continue;
    environment[variable] = value;
    const line = document?.lineOf(['proxies', key]) ?? null;
    sources[variable] = fileSource(start.configPath, line, `proxies.${key} ${value}`);
  }
  return { ...host, environment, ...(host.daemon === undefined ? {} : { daemon: { ...host.daemon, sources } }) };
}

const PROXIES = [
  ['http-proxy', 'HTTP_PROXY'],
  ['https-proxy', 'HTTPS_PROXY'],
  ['no-proxy', 'NO_PROXY'],
] as const;

/** The top of the file; empty where it is none. */
export function tableOf(document: ParsedDocument | null): Readonly<Record<string, unknown>> {
  const value = document?.value;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
