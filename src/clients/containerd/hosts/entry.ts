import type { Source } from '../../../host/source.js';
import { sinceVersion, versionAtLeast } from '../../version.js';
import { authorityPaths, clientPairs } from './certificates.js';
import { goDurationMs } from './go-duration.js';
import { type ServerUrl, serverUrl } from './server-url.js';
import { type HostsTable, isTable, isTexts, Refusal } from './table.js';

/** The word `referrers` is known from here on. */
const REFERRERS_SINCE = '2.2.0';
/** `dial_timeout` is known from here on. */
const DIAL_TIMEOUT_SINCE = ['2.0.7', '2.1.0'];
/** Keys that decide something for a host, in the order of reports. */
const DECIDING = ['capabilities', 'ca', 'client', 'skip_verify', 'override_path', 'dial_timeout'];

/** One host of hosts.toml as its table says it (containerd `config/hosts.go`: hostConfig). */
export interface HostEntry {
  /** Null where it names no host: the registry itself with its default scheme. */
  readonly url: ServerUrl | null;
  readonly path: string;
  readonly capabilities: { readonly pull: boolean; readonly resolve: boolean; readonly push: boolean };
  /** Null: not given, which differs from an empty list. */
  readonly authorities: readonly { readonly path: string; readonly source: Source }[] | null;
  readonly clientPairs: readonly { readonly path: string; readonly keyPath: string; readonly source: Source }[] | null;
  readonly skipVerify: boolean | null;
  readonly dialMs: number | null;
  readonly rewrites: readonly { readonly pattern: string; readonly replacement: string }[];
  /** The table and each of its keys that decides something. */
  readonly sources: readonly Source[];
}

/** Reads a `[host]` table, or the root of the file for `server`; throws a `Refusal` where containerd refuses the file (…: parseHostConfig). */
export function readEntry(table: HostsTable, name: string, directory: string, version: string): HostEntry {
  const url = name === '' ? null : serverUrl(name);
  if (url !== null && 'error' in url) throw new Refusal(url.error, table.at);
  const override = table.boolean('override_path') ?? false;
  const skipVerify = table.boolean('skip_verify');
  const authorities = authorityPaths(table, directory);
  const pairs = clientPairs(table, directory);
  checkHeader(table);
  const root: Source = table.at.length === 0 ? table.source('server') : header(table, name);
  const keys = DECIDING.filter((key) => table.get(key) !== undefined).map((key) => table.source(key));
  return {
    url,
    path: url === null ? '/v2' : override || url.path.endsWith('/v2') ? url.path : `${url.path}/v2`,
    capabilities: capabilities(table, version),
    authorities: authorities?.map((path) => ({ path, source: table.source('ca') })) ?? null,
    clientPairs: pairs?.map((pair) => ({ ...pair, source: table.source('client') })) ?? null,
    skipVerify,
    dialMs: sinceVersion(version, DIAL_TIMEOUT_SINCE) ? dialTimeout(table) : null,
    rewrites: rewrites(table),
    sources: [...(name === '' ? [] : [root]), ...keys],
  };
}

function header(table: HostsTable, name: string): Source {
  const line = table.document.lineOf(table.at);
  return { kind: 'file', name: table.path, line, says: `[host.${JSON.stringify(name)}]` };
}

function capabilities(table: HostsTable, version: string): HostEntry['capabilities'] {
  const words = table.texts('capabilities').map((word) => word.toLowerCase());
  const known = ['pull', 'resolve', 'push', ...(versionAtLeast(version, REFERRERS_SINCE) ? ['referrers'] : [])];
  const unknown = words.find((word) => !known.includes(word));
  if (unknown !== undefined) throw table.refusal('capabilities', `unknown capability ${unknown}`);
  const has = (word: string): boolean => words.length === 0 || words.includes(word);
  return { pull: has('pull'), resolve: has('resolve'), push: has('push') };
}

function dialTimeout(table: HostsTable): number | null {
  const text = table.text('dial_timeout') ?? '';
  if (text === '') return null;
  const ms = goDurationMs(text);
  if (ms === null) throw table.refusal('dial_timeout', `time: invalid duration ${JSON.stringify(text.slice(0, 80))}`);
  return ms;
}

/** Headers are not told of, only checked: one of another type refuses the file. */
function checkHeader(table: HostsTable): void {
  const value = table.get('header');
  if (value === undefined) return;
  if (!isTable(value)) throw table.refusal('header', 'header: no table');
  for (const [name, text] of Object.entries(value))
    if (typeof text !== 'string' && !isTexts(text))
      throw new Refusal(`invalid type for header ${JSON.stringify(name)}`, [...table.at, 'header', name]);
}

function rewrites(table: HostsTable): HostEntry['rewrites'] {
  const value = table.get('rewrite');
  if (!isTable(value)) return [];
  return Object.entries(value).flatMap(([pattern, replacement]) =>
    typeof replacement === 'string' ? [{ pattern, replacement }] : [],
  );
}
