import { versionAtLeast } from '../../version.js';
import type { HostsTable } from './table.js';
import { isTable } from './table.js';

/** From here on only table headers `[host."URL"]` count; inline tables and dotted keys are not seen. */
const HEADERS_ONLY_SINCE = '2.0.0';
/** Hosts looked at in one file; real ones have a handful. */
const MAX_HOSTS = 50;

/**
 * Names of the `[host]` tables in the order in which they are asked (containerd `config/hosts.go`: getSortedHosts). 1.x: by line, however they are written.
 * 2.x: every header that begins another host than the one before, so that A, B, A.header asks A twice.
 */
export function hostOrder(root: HostsTable, version: string, text: string): readonly string[] {
  const tree = root.get('host');
  if (!isTable(tree)) return [];
  const line = (...at: string[]): number => root.document.lineOf(['host', ...at]) ?? 0;
  const names = Object.keys(tree).slice(0, MAX_HOSTS);
  if (!versionAtLeast(version, HEADERS_ONLY_SINCE)) return names.toSorted((a, b) => line(a) - line(b));
  const lines = text.split('\n');
  const isHeader = (at: number): boolean => /^\s*\[/.test(lines[at - 1] ?? '');
  const headers = names.flatMap((name) => {
    const entry = tree[name];
    const parts = isTable(entry) ? Object.keys(entry).filter((key) => isTable(entry[key])) : [];
    const at = new Set([line(name), ...parts.map((part) => line(name, part))]);
    return [...at].filter(isHeader).map((each) => ({ name, at: each }));
  });
  const inOrder = headers.toSorted((a, b) => a.at - b.at).map(({ name }) => name);
  return inOrder.filter((name, index) => name !== inOrder[index - 1]).slice(0, MAX_HOSTS);
}

/** Hosts of the file that 2.x doesn't see, because they stand in no table header. */
export function unseenHosts(root: HostsTable, version: string, text: string): readonly string[] {
  const tree = root.get('host');
  if (!isTable(tree)) return [];
  const seen = new Set(hostOrder(root, version, text));
  return Object.keys(tree)
    .slice(0, MAX_HOSTS)
    .filter((name) => !seen.has(name));
}
