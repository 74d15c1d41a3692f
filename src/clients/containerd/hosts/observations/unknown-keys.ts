import type { Observation } from '../../../client.js';
import { withKey, withoutKey } from '../edit.js';
import type { HostsTable, Table } from '../table.js';
import { cureOf, fileSource } from './shared.js';

const HOST_KEYS = [
  'capabilities',
  'ca',
  'client',
  'skip_verify',
  'override_path',
  'header',
  'dial_timeout',
  // Read by k3s' containerd, and by no other.
  'rewrite',
];
/** Keys told of in one file; more is a file in another program's form. */
const MOST = 10;

/** What unknown names were probably meant to be; names in lower case with `_` for `-`. */
const MEANT: readonly (readonly [pattern: RegExp, key: string])[] = [
  [/^(insecure(_skip_verify)?|skip_?verify|skip_?tls(_verify)?|skip_tls_verification|tls_skip_verify)$/, 'skip_verify'],
  [/^(ca_?(file|cert|certs|certificate|path)|cacert|cas|cafile|tlscacert|root_ca)$/, 'ca'],
  [/^(client_?(cert|certs|certificate)|clients|cert_?file)$/, 'client'],
  [/^(capability|capabilites|capabilties)$/, 'capabilities'],
  [/^(overridepath|path_override)$/, 'override_path'],
  [/^headers$/, 'header'],
  [/^(timeout|dialtimeout)$/, 'dial_timeout'],
  [/^servers$/, 'server'],
];

/** Keys that containerd passes over without a word, with the likely one (containerd `config/hosts.go`: hostFileConfig). */
export function unknownKeys(root: HostsTable, tables: readonly HostsTable[], text: string): Observation[] {
  return tables.flatMap((table) => inTable(root, table, text)).slice(0, MOST);
}

function inTable(root: HostsTable, table: HostsTable, text: string): Observation[] {
  const isRoot = table.at.length === 0;
  const known = isRoot ? [...HOST_KEYS, 'server', 'host'] : HOST_KEYS;
  return (
    Object.keys(table.table)
      // 2.x finds keys in any case (pelletier/go-toml).
      .filter((key) => !known.includes(key.toLowerCase()))
      .map((key): Observation => {
        const likely = likelyKey(key);
        const place = isRoot ? 'hosts.toml' : `[host.${JSON.stringify(table.at[1] ?? '')}]`;
        const hint = likely === null || likely === key ? '' : `; the key is ${likely}`;
        const misplaced = key === 'server' && !isRoot ? '; it belongs before the first [host]' : '';
        return {
          code: 'config-unknown-key',
          // The value may be a secret.
          source: fileSource(root.path, table.document.lineOf([...table.at, key]), key),
          text: `${key} is no key of ${place} and has no effect${hint}${misplaced}.`,
          meant: likely === 'skip_verify' ? 'insecure' : likely === 'ca' || likely === 'client' ? 'trust' : 'other',
          cure: likely === null ? [] : cureOf(root.path, renamed(text, table, key, likely)),
        };
      })
  );
}

function likelyKey(key: string): string | null {
  const name = key.toLowerCase().replaceAll('-', '_');
  return MEANT.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** The line under its right key; only values of the right type. */
function renamed(text: string, { at, table }: HostsTable, key: string, likely: string): string | null {
  const value = tomlOf(table, key, likely);
  if (value === null || table[likely] !== undefined) return null;
  const without = withoutKey(text, at, key);
  return without === null ? null : withKey(without, at, likely, value);
}

function tomlOf(table: Table, key: string, likely: string): string | null {
  const value = table[key];
  if (likely === 'skip_verify' || likely === 'override_path') {
    if (value === true || value === 'true') return 'true';
    return value === false || value === 'false' ? 'false' : null;
  }
  if (likely === 'header' || likely === 'server') return null;
  if (typeof value === 'string') return JSON.stringify(value);
  return Array.isArray(value) ? JSON.stringify(value) : null;
}
