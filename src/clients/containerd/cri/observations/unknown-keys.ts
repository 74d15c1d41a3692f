import type { Observation } from '../../../client.js';
import { type Setting, type SettingTable, tableAt } from '../setting.js';
import { type CriLook, observed } from './shared.js';
import { changedKey } from './text-cure.js';

/** Keys told of one configuration: more is another program's file. */
const MOST = 20;
/** Keys of each kind of table, and what people write instead of them. */
const REGISTRY = ['config_path', 'mirrors', 'configs', 'auths', 'headers'];
const MIRROR = ['endpoint'];
const CONFIG = ['auth', 'tls'];
const TLS = ['insecure_skip_verify', 'ca_file', 'cert_file', 'key_file'];
const AUTH = ['username', 'password', 'auth', 'identitytoken'];
const MEANT: Readonly<Record<string, string>> = {
  endpoints: 'endpoint',
  mirror: 'mirrors',
  config: 'configs',
  'config-path': 'config_path',
  configpath: 'config_path',
  insecure: 'insecure_skip_verify',
  skip_verify: 'insecure_skip_verify',
  ca: 'ca_file',
  cert: 'cert_file',
  key: 'key_file',
  user: 'username',
};

/** Keys of the `registry` table that containerd doesn't know: 1.x says nothing, 2.x a line in its log. */
export function unknownKeys({ configuration }: CriLook): Observation[] {
  const { registry, series } = configuration;
  const tables: (readonly [SettingTable, readonly string[]])[] = [[registry, REGISTRY]];
  for (const entry of tableAt(registry, ['mirrors']).entries.values())
    if (entry.kind === 'table') tables.push([entry, MIRROR]);
  for (const entry of tableAt(registry, ['configs']).entries.values()) {
    if (entry.kind !== 'table') continue;
    tables.push([entry, CONFIG], [tableAt(entry, ['auth']), AUTH]);
    if (!series.second) tables.push([tableAt(entry, ['tls']), TLS]);
  }
  const foreign = tables.flatMap(([table, known]) =>
    [...table.entries]
      .filter(([key]) => !known.includes(key))
      .map(([key, setting]) => ({ table, known, key, setting })),
  );
  return foreign
    .slice(0, MOST)
    .flatMap(({ table, known, key, setting }) => unknown(key, setting, known, table, configuration));
}

function unknown(
  key: string,
  setting: Setting,
  known: readonly string[],
  table: SettingTable,
  configuration: CriLook['configuration'],
): Observation[] {
  const plain = key.toLowerCase().replaceAll('-', '_');
  const guess = [MEANT[key.toLowerCase()], MEANT[plain], plain].find(
    (each) => each !== undefined && known.includes(each),
  );
  const text =
    guess === undefined
      ? `containerd doesn't know the key ${key} here and ignores it`
      : `containerd doesn't know the key ${key} here and ignores it; it is called ${guess}`;
  const cure = guess === undefined || table.entries.has(guess) ? [] : changedKey(configuration, setting.place, guess);
  const meant =
    guess === 'insecure_skip_verify'
      ? 'insecure'
      : guess === 'ca_file'
        ? 'trust'
        : known === AUTH
          ? 'credentials'
          : 'mirror';
  return [observed('config-unknown-key', setting.place, key, text, meant, cure)];
}
