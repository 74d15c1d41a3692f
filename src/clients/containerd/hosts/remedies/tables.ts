import { parseToml } from '../../../../host/toml.js';
import { serverUrl } from '../server-url.js';
import { isTable, type Table } from '../table.js';

/** A table of hosts.toml that speaks of one host: the root for `server`, or a `[host]` table. */
export interface HostTable {
  readonly at: readonly string[];
  readonly scheme: 'https' | 'http';
  /** host[:port]. */
  readonly host: string;
  readonly table: Table;
}

/** The tables of a text in writing order, the root last; a root without `server` speaks of the registry over https. */
export function hostTables(text: string, registry: string): readonly HostTable[] {
  const parsed = parseToml(text);
  if (!parsed.ok || !isTable(parsed.document.value)) return [];
  const root = parsed.document.value;
  const tree = isTable(root['host']) ? root['host'] : {};
  const named = Object.entries(tree).flatMap(([name, table]): HostTable[] => {
    const url = serverUrl(name);
    return url === null || 'error' in url || !isTable(table)
      ? []
      : [{ at: ['host', name], scheme: url.scheme, host: url.host, table }];
  });
  const server = typeof root['server'] === 'string' && root['server'] !== '' ? serverUrl(root['server']) : null;
  const contacted = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  const last: HostTable =
    server === null || 'error' in server
      ? { at: [], scheme: 'https', host: contacted, table: root }
      : { at: [], scheme: server.scheme, host: server.host, table: root };
  return [...named, last];
}
