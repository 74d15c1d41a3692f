import { authsHost } from './auths-host.js';
import type { Broken, ConfigFile } from './load-files.js';
import type { Merged } from './merge.js';
import { wrongRegistryType } from './registry-types.js';
import { CRI_IMAGES, GRPC_CRI, type Series, SHORT_CRI } from './series.js';
import { type Setting, type SettingTable, settingAt, sourceOf, tableAt, textAt } from './setting.js';

/** What the kubelet sees where the plugin is not there. */
const UNKNOWN_SERVICE = 'unknown service runtime.v1.ImageService';

/**
 * Why containerd doesn't start with these files, or starts without CRI; null where all is well (containerd `services/server/config/config.go`: ValidateV2,
 * 2.x: ValidateVersion; `pkg/cri/config/config.go`: ValidatePluginConfig, 2.x `internal/cri/config/config.go`: ValidateImageConfig).
 */
export function validate(
  files: readonly ConfigFile[],
  merged: Merged,
  section: SettingTable,
  series: Series,
): Broken | null {
  return (
    wrongVersion(files, merged, series) ??
    wrongUri(files, merged, series) ??
    withoutCri(files, merged, series) ??
    wrongRegistry(section, series)
  );
}

function wrongVersion(files: readonly ConfigFile[], { version }: Merged, series: Series): Broken | null {
  if (series.maxVersion === null || version <= series.maxVersion) return null;
  const file = files.findLast((each) => each.version === version);
  const text = series.second
    ? `expected containerd config version equal to or less than \`${series.maxVersion}\`, got \`${version}\``
    : `unsupported config version \`${version}\``;
  return atFile(files, file, ['version'], `failed to load TOML from ${file?.path ?? ''}: ${text}`, true);
}

function wrongUri(files: readonly ConfigFile[], merged: Merged, series: Series): Broken | null {
  if (!series.second && merged.version < 2) return null;
  const isUri = (name: string): boolean => (series.second ? name.includes('.') : name.split('.').length >= 4);
  const lists = [
    ['disabled', 'disabled_plugins', merged.disabled],
    ['required', 'required_plugins', merged.required],
  ] as const;
  for (const [word, key, names] of lists) {
    const wrong = names.find((name) => !isUri(name));
    if (wrong !== undefined) return badUri(files, [key], `${word} plugin URI`, wrong);
  }
  const wrong = series.second ? undefined : [...merged.plugins.keys()].find((name) => !isUri(name));
  return wrong === undefined ? null : badUri(files, ['plugins', wrong], 'plugin key URI', wrong);
}

function badUri(files: readonly ConfigFile[], pointer: readonly string[], what: string, name: string): Broken {
  const file = files.find(({ settings }) => settingAt(settings, pointer) !== undefined);
  const text = `failed to load TOML from ${file?.path ?? ''}: invalid ${what} ${JSON.stringify(name)} expect io.containerd.x.vx`;
  return atFile(files, file, pointer, text, true);
}

function withoutCri(files: readonly ConfigFile[], merged: Merged, series: Series): Broken | null {
  const names = series.second ? [GRPC_CRI, CRI_IMAGES] : [merged.version >= 2 ? GRPC_CRI : SHORT_CRI];
  const name = merged.disabled.find((each) => names.includes(each));
  if (name === undefined) return null;
  const file = files.find(({ settings }) => settings.entries.has('disabled_plugins'));
  const text = `the CRI plugin is disabled by disabled_plugins: the kubelet sees ${UNKNOWN_SERVICE}`;
  return atFile(files, file, ['disabled_plugins'], text, false);
}

function wrongRegistry(section: SettingTable, series: Series): Broken | null {
  const registry = section.entries.get('registry');
  if (registry === undefined) return null;
  const prefix = series.second ? 'invalid cri image config' : 'invalid plugin config';
  const broken = (setting: Setting, text: string): Broken => ({
    text: `${text}: the CRI plugin is not loaded, and the kubelet sees ${UNKNOWN_SERVICE}`,
    source: sourceOf(setting.place, ''),
    daemon: false,
  });
  const wrong = wrongRegistryType(registry, series);
  if (wrong !== null) return broken(wrong.setting, `failed to load plugin: ${wrong.text}`);
  if (registry.kind !== 'table') return null;
  const mirrors = tableAt(registry, ['mirrors']);
  if (
    (textAt(registry, 'config_path') !== '' || (series.defaultIsSet && !registry.entries.has('config_path'))) &&
    mirrors.entries.size > 0
  )
    return broken(mirrors, `${prefix}: \`mirrors\` cannot be set when \`config_path\` is provided`);
  if (series.second || textAt(registry, 'config_path') === '') return wrongAuths(registry, broken);
  const tls = [...tableAt(registry, ['configs']).entries.values()]
    .map((entry) => settingAt(entry, ['tls']))
    .find(Boolean);
  return tls === undefined
    ? wrongAuths(registry, broken)
    : broken(tls, `${prefix}: \`configs.tls\` cannot be set when \`config_path\` is provided`);
}

/** Keys of `auths` are parsed as URLs: an address with a port in front of nothing is none. */
function wrongAuths(registry: SettingTable, broken: (setting: Setting, text: string) => Broken): Broken | null {
  for (const [key, setting] of tableAt(registry, ['auths']).entries) {
    if (authsHost(key) !== null) continue;
    const quoted = JSON.stringify(key.slice(0, 200));
    return broken(
      setting,
      `failed to parse registry url ${quoted} from \`registry.auths\`: first path segment in URL cannot contain colon`,
    );
  }
  return null;
}

function atFile(
  files: readonly ConfigFile[],
  file: ConfigFile | undefined,
  pointer: readonly string[],
  text: string,
  daemon: boolean,
): Broken {
  const at = file ?? files[0];
  const place = settingAt(at?.settings, pointer)?.place ?? { path: at?.path ?? '', line: null, pointer: [] };
  return { text, source: sourceOf(place, ''), daemon };
}
