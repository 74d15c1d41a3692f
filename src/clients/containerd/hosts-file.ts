import { posix } from 'node:path';
import type { ParsedDocument } from '../../host/document.js';
import type { Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import { parseToml } from '../../host/toml.js';
import { sinceVersion } from '../version.js';
import { defaultHost } from './default-host.js';
import { httpFallback } from './http-fallback.js';
import type { RegistryHost } from './registry-host.js';

/** Before, a file without any `[host]` table was refused as a whole. */
const SERVER_ALONE = ['1.7.32', '2.0.0'];
const CAPABILITIES = new Set(['pull', 'resolve', 'push', 'referrers']);
/** Hosts looked at in one file; real ones have a handful. */
const MAX_HOSTS = 50;

/** `hosts` null: the file counts for nothing, and the directory for its certificates only; `text` is what containerd logs. */
export type HostsFileResult =
  | { readonly hosts: readonly RegistryHost[] }
  | { readonly hosts: null; readonly text: string; readonly source: Source };

type Table = Readonly<Record<string, unknown>>;

/** Reads hosts.toml (containerd `core/remotes/docker/config/hosts.go`: parseHostsFile): hosts in file order, `server` (or the registry itself) last. */
export function readHostsFile(
  host: Host,
  version: string,
  directory: string,
  registry: string,
): HostsFileResult | null {
  const path = posix.join(directory, 'hosts.toml');
  const read = host.files.read(path);
  if (read.kind !== 'file' || read.text === '') return null;
  const refused = (text: string, line: number | null): HostsFileResult => ({
    hosts: null,
    text,
    source: { kind: 'file', name: path, line, says: text },
  });
  const parsed = parseToml(read.text);
  if (!parsed.ok) return refused(parsed.message, parsed.line);
  const { document } = parsed;
  const root = document.value as Table;
  const tree = root['host'];
  if (tree === undefined && !sinceVersion(version, SERVER_ALONE)) return refused('invalid `host` tree', null);
  if (tree !== undefined && !isTable(tree)) return refused('invalid `host` tree', document.lineOf(['host']));
  try {
    const reader = { document, directory, path, version };
    const listed = Object.entries(tree ?? {}).slice(0, MAX_HOSTS);
    const hosts = listed.map(([url, entry]) => readEntry(reader, ['host', url], url, entry));
    const server = typeof root['server'] === 'string' && root['server'] !== '' ? root['server'] : null;
    const last = readEntry(reader, [], server ?? `https://${registry}`, root);
    return { hosts: [...hosts, server === null ? defaultHost(version, registry, last) : last] };
  } catch (error) {
    if (!(error instanceof BadEntry)) throw error;
    return refused(error.message, document.lineOf(error.path));
  }
}

/** Never leaves this file. */
class BadEntry extends Error {
  constructor(
    readonly path: readonly string[],
    message: string,
  ) {
    super(message);
  }
}

interface Reader {
  readonly document: ParsedDocument;
  readonly directory: string;
  readonly path: string;
  readonly version: string;
}

function readEntry(reader: Reader, at: readonly string[], name: string, value: unknown): RegistryHost {
  if (!isTable(value)) throw new BadEntry(at, `host ${name} is no table`);
  const url = URL.parse(name.startsWith('http') ? name : `https://${name}`);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw new BadEntry(at, `unable to parse server ${name}`);
  const source = (key: string): Source => {
    const says = `${key} = ${JSON.stringify(value[key])}`;
    return { kind: 'file', name: reader.path, line: reader.document.lineOf([...at, key]), says };
  };
  const scheme = url.protocol === 'https:' ? 'https' : 'http';
  const authority = /^[a-z]+:\/\/([^/?#]+)/i.exec(url.href)?.[1] ?? url.host;
  // WHATWG leaves a scheme's own port out, which containerd keeps.
  const written = /^(?:https?:\/\/)?[^/?#]*:(80|443)(?:[/?#]|$)/.exec(name)?.[1];
  const host = url.port === '' && written !== undefined ? `${url.hostname}:${written}` : authority;
  const capabilities = texts(value, 'capabilities', at);
  const unknown = capabilities.find((word) => !CAPABILITIES.has(word.toLowerCase()));
  if (unknown !== undefined) throw new BadEntry([...at, 'capabilities'], `unknown capability ${unknown}`);
  const words = capabilities.map((word) => word.toLowerCase());
  const certificate = texts(value, 'client', at)[0];
  const explicitTls = ['ca', 'client', 'skip_verify'].some((key) => value[key] !== undefined);
  return {
    scheme,
    host,
    path: pathOf(url, boolean(value, 'override_path', at)),
    resolves: words.length === 0 || (words.includes('pull') && words.includes('resolve')),
    skipVerify: boolean(value, 'skip_verify', at),
    authorities: texts(value, 'ca', at).map((file) => ({
      path: posix.resolve(reader.directory, file),
      source: source('ca'),
    })),
    clientCertificate:
      certificate === undefined
        ? null
        : {
            path: posix.resolve(reader.directory, certificate),
            keyPath: posix.resolve(reader.directory, certificate),
            source: source('client'),
          },
    httpFallback: scheme === 'http' && explicitTls ? httpFallback(reader.version, host) : null,
    sources: [{ kind: 'file', name: reader.path, line: reader.document.lineOf(at), says: name }],
  };
}

function pathOf(url: URL, override: boolean): string {
  const path = url.pathname.replace(/\/+$/, '');
  return override || path.endsWith('/v2') ? path : `${path}/v2`;
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function boolean(table: Table, key: string, at: readonly string[]): boolean {
  const value = table[key];
  if (value === undefined) return false;
  if (typeof value !== 'boolean') throw new BadEntry([...at, key], `${key} is no boolean`);
  return value;
}

/** A text, or a list of texts. */
function texts(table: Table, key: string, at: readonly string[]): readonly string[] {
  const value = table[key];
  if (value === undefined) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value.flat() : [value];
  if (!list.every((item) => typeof item === 'string')) throw new BadEntry([...at, key], `invalid type for ${key}`);
  return list;
}
