import { posix } from 'node:path';
import type { FileRead, Host } from '../../../host/host.js';
import type { Source } from '../../../host/source.js';
import { parseToml } from '../../../host/toml.js';
import { fileSource } from '../../containers-image/registries/text.js';
import { expandGlob } from './glob.js';
import type { Series } from './series.js';
import { numberAt, type Setting, type SettingTable, settingAt, settingsOf, textsAt } from './setting.js';

/** Files read for one configuration; real ones have a handful, and a ring of imports ends by itself. */
const MAX_FILES = 200;
/** The directory a relative pattern counts from in 1.x: the daemon's own, `/` under systemd. */
const DAEMON_DIRECTORY = '/';

/** One file of a configuration, the root first, then imports level by level. */
export interface ConfigFile {
  readonly path: string;
  readonly text: string;
  readonly modifiedMs: number | null;
  /** What `version` says; 0 where it is not there. */
  readonly version: number;
  readonly settings: SettingTable;
}

/** Why containerd, or its CRI plugin, doesn't work: the text as it is logged. */
export interface Broken {
  readonly text: string;
  readonly source: Source;
  /** True: no containerd at all. False: only the CRI plugin is missing, and the kubelet sees an unknown service. */
  readonly daemon: boolean;
}

export interface LoadedFiles {
  readonly files: readonly ConfigFile[];
  readonly broken: Broken | null;
}

/**
 * The root file and what it imports, breadth first, each once (containerd `services/server/config/config.go`, 2.x `cmd/containerd/server/config/config.go`:
 * LoadConfig, loadConfigFile, resolveImports). A missing import that is no pattern stops the daemon. A root that isn't there counts as empty.
 */
export function loadFiles(host: Host, series: Series, root: string): LoadedFiles {
  const files: ConfigFile[] = [];
  const loaded = new Set<string>();
  const pending: { readonly path: string; readonly by: Source | null }[] = [{ path: root, by: null }];
  let highest = 0;
  while (pending.length > 0 && loaded.size < MAX_FILES) {
    const { path, by } = pending.shift() ?? { path: root, by: null };
    if (loaded.has(path)) continue;
    loaded.add(path);
    const read = host.files.read(path);
    if (read.kind === 'absent' && by === null) return { files, broken: null };
    const file = readFile(path, read, series, by);
    if ('text' in file && 'daemon' in file) return { files, broken: file };
    files.push(file);
    if (highest === 0) highest = file.version;
    if (series.migratesEachFile && file.version > highest) {
      const text = `drop-in config version ${file.version} higher than root config version ${highest}`;
      return { files, broken: daemonBroken(text, path, settingAt(file.settings, ['version'])) };
    }
    pending.push(...importsOf(host, series, file));
  }
  return { files, broken: null };
}

/** Absolute paths and patterns a file imports, with the pattern's files in its place. */
function importsOf(host: Host, series: Series, file: ConfigFile): { readonly path: string; readonly by: Source }[] {
  const by = fileSource(file.path, settingAt(file.settings, ['imports'])?.place.line ?? null, 'imports');
  return textsAt(file.settings, 'imports').flatMap((entry) =>
    (entry.includes('*')
      ? expandGlob(host.files, absolutePattern(series, file.path, entry))
      : [posix.resolve(posix.dirname(file.path), entry)]
    ).map((path) => ({ path, by })),
  );
}

/** 1.x takes a relative pattern from where the daemon runs, 2.x from the importing file. */
export function absolutePattern(series: Pick<Series, 'second'>, parent: string, pattern: string): string {
  return posix.resolve(series.second ? posix.dirname(parent) : DAEMON_DIRECTORY, pattern);
}

function readFile(path: string, read: FileRead, series: Series, by: Source | null): ConfigFile | Broken {
  if (read.kind !== 'file') {
    const why =
      read.kind === 'absent' ? 'no such file or directory' : read.kind === 'directory' ? 'is a directory' : '';
    const error = read.kind === 'unreadable' ? read.error : `open ${path}: ${why}`;
    const text = series.second ? error : `failed to load TOML: ${path}: ${error}`;
    return { text, source: by ?? fileSource(path, null, ''), daemon: true };
  }
  const parsed = parseToml(read.text);
  if (!parsed.ok) {
    const text = series.second
      ? `failed to unmarshal TOML at row ${parsed.line ?? 0}: ${path}: ${parsed.message}`
      : `failed to load TOML: ${path}: ${parsed.message}`;
    return { text, source: fileSource(path, parsed.line, ''), daemon: true };
  }
  const settings = settingsOf(parsed.document, path);
  const wrong = wrongType(settings);
  if (wrong !== null) return daemonBroken(`failed to unmarshal TOML: ${path}: ${wrong.text}`, path, wrong.setting);
  const { text, modifiedMs } = read;
  return { path, text, modifiedMs: modifiedMs ?? null, version: numberAt(settings, 'version') ?? 0, settings };
}

function daemonBroken(text: string, path: string, setting: Setting | undefined): Broken {
  return { text, source: fileSource(path, setting?.place.line ?? null, ''), daemon: true };
}

/** Keys of the file itself that can't be decoded. */
function wrongType(settings: SettingTable): { readonly text: string; readonly setting: Setting } | null {
  for (const [key, type, fits] of TYPES) {
    const setting = settings.entries.get(key);
    if (setting !== undefined && !fits(setting)) return { text: `${key} is not ${type}`, setting };
  }
  const plugins = settings.entries.get('plugins');
  if (plugins?.kind !== 'table') return null;
  for (const [id, setting] of plugins.entries)
    if (setting.kind !== 'table') return { text: `the plugin ${JSON.stringify(id)} is not a table`, setting };
  return null;
}

const isTexts = (setting: Setting): boolean =>
  setting.kind === 'value' && Array.isArray(setting.value) && setting.value.every((item) => typeof item === 'string');

const TYPES: readonly (readonly [key: string, type: string, fits: (setting: Setting) => boolean])[] = [
  ['version', 'a whole number', (setting) => setting.kind === 'value' && Number.isInteger(setting.value)],
  ['imports', 'a list of texts', isTexts],
  ['disabled_plugins', 'a list of texts', isTexts],
  ['required_plugins', 'a list of texts', isTexts],
  ['plugins', 'a table', (setting) => setting.kind === 'table'],
];
