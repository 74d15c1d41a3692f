import type { Series } from './series.js';
import { type Setting, settingAt } from './setting.js';

const TEXT = 'a text';
const isText = (setting: Setting): boolean => setting.kind === 'value' && typeof setting.value === 'string';
const isTexts = (setting: Setting): boolean =>
  setting.kind === 'value' && Array.isArray(setting.value) && setting.value.every((item) => typeof item === 'string');
const isFlag = (setting: Setting): boolean => setting.kind === 'value' && typeof setting.value === 'boolean';

type Check = readonly [key: string, type: string, fits: (setting: Setting) => boolean];
const AUTH: readonly Check[] = ['username', 'password', 'auth', 'identitytoken'].map((key) => [key, TEXT, isText]);
const TLS: readonly Check[] = [
  ['insecure_skip_verify', 'true or false', isFlag],
  ...['ca_file', 'cert_file', 'key_file'].map((key): Check => [key, TEXT, isText]),
];

/** The first key of the `registry` table that can't be decoded, with what is wrong; the plugin isn't loaded then. Null: none. */
export function wrongRegistryType(
  registry: Setting,
  series: Series,
): { readonly text: string; readonly setting: Setting } | null {
  const tables: [string, Setting, readonly Check[]][] = [['registry', registry, [['config_path', TEXT, isText]]]];
  for (const [key, checks] of [
    ['mirrors', [['endpoint', 'a list of texts', isTexts]]],
    ['configs', []],
    ['auths', AUTH],
  ] as const) {
    const table = settingAt(registry, [key]);
    if (table === undefined) continue;
    tables.push([key, table, []]);
    if (table.kind !== 'table') continue;
    for (const [name, entry] of table.entries) {
      tables.push([`${key}.${JSON.stringify(name.slice(0, 100))}`, entry, checks as readonly Check[]]);
      if (key !== 'configs') continue;
      for (const [part, inner] of [
        ['auth', AUTH],
        ['tls', TLS],
      ] as const) {
        const found = settingAt(entry, [part]);
        if (found !== undefined && !(part === 'tls' && series.second)) tables.push([`configs.${part}`, found, inner]);
      }
    }
  }
  for (const [name, table, checks] of tables) {
    if (table.kind !== 'table') return { text: `${name} is not a table`, setting: table };
    for (const [key, type, fits] of checks) {
      const setting = table.entries.get(key);
      if (setting !== undefined && !fits(setting)) return { text: `${key} is not ${type}`, setting };
    }
  }
  return null;
}
