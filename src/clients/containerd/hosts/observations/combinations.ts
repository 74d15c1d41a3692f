import { posix } from 'node:path';
import type { Observation } from '../../../client.js';
import { isLocalhost } from '../../default-host.js';
import { tomlList, withKey } from '../edit.js';
import type { HostEntry } from '../entry.js';
import { unseenHosts } from '../host-order.js';
import { regenerated } from '../regenerate.js';
import { type HostsTable, isTable } from '../table.js';
import { cureOf, fileSource } from './shared.js';

/** A hosts.toml that was read. */
export interface ReadFile {
  readonly version: string;
  readonly registry: string;
  readonly root: HostsTable;
  readonly text: string;
  readonly entries: readonly HostEntry[];
}

/** Settings that are understood and together do something else than meant. */
export function combinations(file: ReadFile): Observation[] {
  return [...unseen(file), ...withoutServer(file), ...onlyInHost(file), ...withoutResolve(file)];
}

/** 2.x walks table headers: hosts written inline or as dotted keys vanish. */
function unseen({ version, root, text }: ReadFile): Observation[] {
  const names = unseenHosts(root, version, text);
  const [first] = names;
  if (first === undefined) return [];
  const source = fileSource(root.path, root.document.lineOf(['host', first]), `host.${JSON.stringify(first)}`);
  const shown = names.slice(0, 3).join(', ');
  const why = `containerd ${version} doesn't see ${shown}: from 2.0 on a host needs a table header, [host.${JSON.stringify(first)}].`;
  const meant = first.startsWith('http://') ? 'insecure' : 'mirror';
  return [{ code: 'config-unknown-key', source, text: why, meant, cure: cureOf(root.path, regenerated(text)) }];
}

/** The registry over http, and after it the registry over https, whose error is told in place of the first one's 404. */
function withoutServer({ registry, root, text, entries }: ReadFile): Observation[] {
  if (root.text('server') !== null || isLocalhost(registry)) return [];
  const own = entries.find(({ url }) => url?.scheme === 'http' && url.host === registry);
  if (own === undefined) return [];
  const url = `http://${registry}`;
  const [source] = own.sources;
  return [
    {
      code: 'config-conflict',
      source: source ?? fileSource(root.path, null, url),
      text: `hosts.toml names ${url} but no server, so https://${registry} is asked after it, and its error hides that an image is missing.`,
      meant: 'insecure',
      cure: cureOf(root.path, withKey(text, [], 'server', JSON.stringify(url))),
    },
  ];
}

/** TLS settings of a `[host]` table don't reach `server` of the same name: that is an entry of its own. */
function onlyInHost({ registry, root, text, entries }: ReadFile): Observation[] {
  const server = entries.at(-1);
  const last = server?.url?.host ?? registry;
  const scheme = server?.url?.scheme ?? 'https';
  for (const { url, sources } of entries.slice(0, -1)) {
    if (url === null || url.host !== last || url.scheme !== scheme || scheme !== 'https') continue;
    for (const key of ['ca', 'skip_verify', 'client']) {
      const source = sources.find(({ says }) => says.startsWith(`${key} =`));
      if (source === undefined || root.get(key) !== undefined) continue;
      const value = settingOf(root, url.host, key);
      const cure = value === undefined ? null : withKey(text, [], key, JSON.stringify(value));
      const why = `${key} in [host] doesn't count for server, which is ${scheme}://${last} once more: it is asked without it, and its error hides that an image is missing.`;
      const meant = key === 'skip_verify' ? 'insecure' : 'trust';
      return [{ code: 'config-conflict', source, text: why, meant, cure: cureOf(root.path, cure) }];
    }
  }
  return [];
}

function settingOf(root: HostsTable, host: string, key: string): unknown {
  const tree = root.get('host');
  if (!isTable(tree)) return undefined;
  const found = Object.entries(tree).find(([name, table]) => name.includes(host) && isTable(table) && key in table);
  return found !== undefined && isTable(found[1]) ? found[1][key] : undefined;
}

/** Mirrors that may not resolve tags: tags are asked of the server alone. */
function withoutResolve({ root, text, entries }: ReadFile): Observation[] {
  const mirrors = entries.slice(0, -1);
  const [first] = mirrors;
  if (first === undefined || mirrors.some(({ capabilities }) => capabilities.resolve)) return [];
  const source = first.sources.find(({ says }) => says.startsWith('capabilities')) ?? first.sources[0];
  const tree = root.get('host');
  let cured: string | null = text;
  for (const [name, table] of Object.entries(isTable(tree) ? tree : {})) {
    if (cured === null || !isTable(table) || !Array.isArray(table['capabilities'])) continue;
    const words = table['capabilities'].filter((word) => typeof word === 'string');
    cured = withKey(cured, ['host', name], 'capabilities', tomlList([...words, 'resolve']));
  }
  return [
    {
      code: 'config-conflict',
      source: source ?? fileSource(root.path, null, 'capabilities'),
      text: 'no [host] has the capability resolve, so tags are asked of the server alone, mirrors only for what has a digest.',
      meant: 'mirror',
      cure: cureOf(root.path, cured === text ? null : cured),
    },
  ];
}

/** Certificate files beside a hosts.toml that is read: they don't count then. */
export function uncountedCertificates(names: readonly string[], { root, text, entries }: ReadFile): Observation[] {
  const used = new Set(entries.flatMap(({ authorities }) => (authorities ?? []).map(({ path }) => path)));
  const directory = posix.dirname(root.path);
  const unused = names.filter((name) => name.endsWith('.crt') && !used.has(posix.join(directory, name)));
  const [first] = unused;
  const [only] = entries;
  if (first === undefined || entries.some(({ authorities }) => authorities !== null) || only === undefined) return [];
  let cured = withKey(text, [], 'ca', tomlList(unused));
  const tree = root.get('host');
  for (const name of Object.keys(isTable(tree) ? tree : {}))
    cured =
      cured === null || !name.startsWith('https') ? cured : withKey(cured, ['host', name], 'ca', tomlList(unused));
  const path = posix.join(directory, first);
  return [
    {
      code: 'config-conflict',
      source: fileSource(path, null, ''),
      text: `${path} doesn't count: where a hosts.toml is, certificates have to be named in it (ca = ${JSON.stringify(first)}).`,
      meant: 'trust',
      cure: cureOf(root.path, cured),
    },
  ];
}
