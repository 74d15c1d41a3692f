import type { SettingName, SettingSource } from '../../facts/storage.js';
import type { ParsedDocument } from '../../host/document.js';

/** One value and what set it. */
interface Setting {
  readonly value: string;
  readonly source: SettingSource;
}

/** What one file or the environment says; `rootlessPath` is `rootless_storage_path`. */
export type Settings = Partial<Record<SettingName | 'rootlessPath', Setting>>;

type Name = keyof Settings;

/** Where a value may stand in storage.conf, the later wins (containers/storage pkg/config/config.go `GetGraphDriverOptions`). */
const KEYS: readonly (readonly [Name, readonly string[]])[] = [
  ['driver', ['storage', 'driver']],
  ['graphRoot', ['storage', 'graphroot']],
  ['runRoot', ['storage', 'runroot']],
  ['rootlessPath', ['storage', 'rootless_storage_path']],
  ['mountProgram', ['storage', 'options', 'mount_program']],
  ['mountOptions', ['storage', 'options', 'mountopt']],
  ['ignoreChownErrors', ['storage', 'options', 'ignore_chown_errors']],
  ['mountProgram', ['storage', 'options', 'overlay', 'mount_program']],
  ['mountOptions', ['storage', 'options', 'overlay', 'mountopt']],
  ['ignoreChownErrors', ['storage', 'options', 'overlay', 'ignore_chown_errors']],
];

/** The settings of a parsed storage.conf with their lines; `clean` makes a value safe to show. */
export function settingsIn(path: string, document: ParsedDocument, clean: (text: string) => string): Settings {
  const settings: Settings = {};
  for (const [name, keys] of KEYS) {
    const found = valueAt(document.value, keys);
    if (typeof found !== 'string' || found === '') continue;
    const value = clean(found);
    const says = `${keys.at(-1)} = "${value}"`;
    settings[name] = { value, source: { path, line: document.lineOf(keys), says } };
  }
  return settings;
}

function valueAt(root: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined),
    root,
  );
}

const OPTIONS: Readonly<Record<string, Name>> = {
  mount_program: 'mountProgram',
  mountopt: 'mountOptions',
  ignore_chown_errors: 'ignoreChownErrors',
};

/** STORAGE_DRIVER and STORAGE_OPTS, which win over every file; the second takes the place of all options of the file. */
export function fromEnvironment(environment: Readonly<Record<string, string>>): Settings {
  const settings: Settings = {};
  const driver = environment['STORAGE_DRIVER'] ?? '';
  if (driver !== '') settings.driver = fromVariable('STORAGE_DRIVER', driver, driver);
  const options = environment['STORAGE_OPTS'];
  if (options === undefined) return settings;
  for (const name of Object.values(OPTIONS)) settings[name] = fromVariable('STORAGE_OPTS', options, '');
  for (const option of options.split(',')) {
    const [key = '', ...rest] = option.split('=');
    const name =
      OPTIONS[
        key
          .trim()
          .toLowerCase()
          .replace(/^(?:overlay2?)?\./, '')
      ];
    if (name !== undefined) settings[name] = fromVariable('STORAGE_OPTS', options, rest.join('='));
  }
  return settings;
}

function fromVariable(name: string, says: string, value: string): Setting {
  return { value, source: { path: name, line: null, says: `${name}=${says}` } };
}
