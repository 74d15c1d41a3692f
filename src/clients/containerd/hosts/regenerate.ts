import { parseToml } from '../../../host/toml.js';
import { hostOrder } from './host-order.js';
import { HostsTable, isTable, type Table } from './table.js';

/** Order of keys within a table; others follow. */
const KEYS = ['server', 'capabilities', 'ca', 'client', 'skip_verify', 'override_path', 'dial_timeout'];

/**
 * The same hosts.toml written anew with one header a host, in the order of 1.x, which is the order of lines. Comments are lost. Null for text
 * that is no TOML.
 */
export function regenerated(text: string): string | null {
  const parsed = parseToml(text);
  if (!parsed.ok || !isTable(parsed.document.value)) return null;
  const root = parsed.document.value;
  const tree = root['host'];
  const names = hostOrder(new HostsTable(parsed.document, '', [], root), '1.7.34', text);
  const tables = names.flatMap((name) => {
    const entry = isTable(tree) ? tree[name] : undefined;
    return isTable(entry) ? tableText(`host.${JSON.stringify(name)}`, entry) : [];
  });
  const own = tableText(null, root);
  const whole = `${[...own, ...(names.length === 0 && tree !== undefined ? ['[host]'] : []), ...tables].join('\n').trim()}\n`;
  return parseToml(whole).ok ? whole : null;
}

function tableText(name: string | null, table: Table): string[] {
  const keys = Object.keys(table).toSorted((a, b) => rank(a) - rank(b));
  const plain = keys.filter((key) => !isTable(table[key]));
  const inner = keys.filter((key) => isTable(table[key]) && !(name === null && key === 'host'));
  return [
    ...(name === null ? [] : ['', `[${name}]`]),
    ...plain.map((key) => `${keyText(key)} = ${JSON.stringify(table[key])}`),
    ...inner.flatMap((key) => {
      const value = table[key];
      const below = name === null ? keyText(key) : `${name}.${keyText(key)}`;
      return isTable(value) ? tableText(below, value) : [];
    }),
  ];
}

function rank(key: string): number {
  const at = KEYS.indexOf(key);
  return at === -1 ? KEYS.length : at;
}

function keyText(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key);
}
