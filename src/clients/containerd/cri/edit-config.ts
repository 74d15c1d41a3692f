import type { Host } from '../../../host/host.js';
import type { CriConfiguration } from './configuration.js';
import { CRI_IMAGES, GRPC_CRI, SHORT_CRI } from './series.js';
import { settingAt } from './setting.js';
import { withTextKey } from './toml-edit.js';

/** A file as a fix leaves it. */
export interface NewFile {
  readonly path: string;
  readonly content: string;
}

/** Where `config_path` belongs. */
export interface RegistryTable {
  readonly path: string;
  readonly text: string;
  /** Keys of the `registry` table: under the plugin's name that this file's version and this containerd go by. */
  readonly keys: readonly string[];
}

/** The `registry` table that counts or would: of the file that has the CRI plugin's table last, else of the root file. */
export function registryTable(configuration: CriConfiguration): RegistryTable {
  const { files, path, registry } = configuration;
  const place = settingAt(registry, ['config_path'])?.place ?? registry.place;
  const at = place.pointer.indexOf('registry');
  const holder = files.find((file) => file.path === place.path);
  if (holder !== undefined && at > 0) return { ...holder, keys: place.pointer.slice(0, at + 1) };
  const id = pluginId(configuration);
  const file = files.findLast(({ settings }) => settingAt(settings, ['plugins', id]) !== undefined) ?? files[0];
  const keys = ['plugins', id, 'registry'];
  if (file !== undefined) return { path: file.path, text: file.text, keys };
  return { path, text: `version = ${configuration.series.second ? 3 : 2}\n`, keys };
}

/** The file with `config_path` set to a value. */
export function withConfigPath(configuration: CriConfiguration, value: string): NewFile {
  const table = registryTable(configuration);
  const place = settingAt(configuration.registry, ['config_path'])?.place;
  const line = place?.path === table.path ? place.line : null;
  return { path: table.path, content: withTextKey(table.text, table.keys, 'config_path', value, line) };
}

function pluginId({ series, fileVersion, files }: CriConfiguration): string {
  if (series.second) return files.length > 0 && fileVersion === 2 ? GRPC_CRI : CRI_IMAGES;
  return files.length === 0 || fileVersion >= 2 ? GRPC_CRI : SHORT_CRI;
}

/** True where nothing lies at a path, so that a fix may write it. */
export function isFree(host: Host, path: string): boolean {
  return host.files.read(path).kind === 'absent';
}
