import { applyEdits, modify } from 'jsonc-parser';
import type { Host } from '../../../host/host.js';
import { parseJson } from '../../../host/json.js';
import { tableOf } from './config.js';
import { daemonStart } from './start.js';

/** Keys of `proxies` in daemon.json by the variable that each takes the place of (moby `daemon/command/daemon.go`: setProxy; Engine 23.0 and later). */
const KEYS: Readonly<Record<string, string>> = {
  HTTP_PROXY: 'http-proxy',
  HTTPS_PROXY: 'https-proxy',
  NO_PROXY: 'no-proxy',
};

/** How daemon.json is written in every manual. */
const FORMATTING = { formattingOptions: { insertSpaces: true, tabSize: 2, eol: '\n' } };

/** The engine's own file where it names proxies: then variables of the unit that it names too have no say. */
export interface DaemonProxies {
  readonly path: string;
  /** By variable, what the file sets. */
  readonly values: Readonly<Record<string, string>>;
  /** The file with these variables' keys set, the rest as it stands. */
  with(variables: Readonly<Record<string, string>>): string;
}

/** `proxies` of daemon.json; null where the file has none or can't be read. */
export function daemonProxies(host: Host): DaemonProxies | null {
  const { configPath: path } = daemonStart(host);
  const read = host.files.read(path);
  const parsed = read.kind === 'file' ? parseJson(read.text) : null;
  if (read.kind !== 'file' || parsed?.ok !== true) return null;
  const table = tableOf(parsed.document)['proxies'];
  if (typeof table !== 'object' || table === null || Array.isArray(table)) return null;
  const own = table as Readonly<Record<string, unknown>>;
  const values = Object.entries(KEYS).flatMap(([variable, key]): [string, string][] => {
    const value = Object.hasOwn(own, key) ? own[key] : null;
    return typeof value === 'string' && value !== '' ? [[variable, value]] : [];
  });
  return {
    path,
    values: Object.fromEntries(values),
    with: (variables) =>
      Object.entries(variables).reduce((text, [variable, value]) => {
        const key = KEYS[variable];
        return key === undefined ? text : applyEdits(text, modify(text, ['proxies', key], value, FORMATTING));
      }, read.text),
  };
}
