import type { SettingSource, StorageClient, StorageSettings } from '../../facts/storage.js';
import type { Host } from '../../host/host.js';
import { parseToml } from '../../host/toml.js';
import { cleanText } from '../../text/clean.js';
import { type FileRule, fileRuleOf, mainFiles, partFiles } from './settings-files.js';
import { fromEnvironment, type Settings, settingsIn } from './settings-in.js';

/** Longest value or message of a file that is kept. */
const MAX_CHARACTERS = 500;

/** Where root's store and state are when nothing says otherwise (containers/storage types/options_linux.go). */
const ROOT_STORE = '/var/lib/containers/storage';
const ROOT_STATE = '/run/containers/storage';

/** What a client of containers/storage would read here, from all its places. Never throws; a file that stops the client is in `error`. */
export function storageSettings(host: Host, client: StorageClient, version: string | null): StorageSettings {
  const rule = fileRuleOf(client, version);
  const main = mainFiles(host, rule);
  const [first] = main;
  const parts = rule === 'with parts' ? partFiles(host) : [];
  const taken: Settings[] = [];
  let error: StorageSettings['error'] = null;
  for (const path of [...(first === undefined ? [] : [first.path]), ...parts]) {
    const read = readSettings(host, path);
    if ('message' in read) error ??= { path, ...read };
    else taken.push(onlyWhatCounts(read, { host, rule, isSystem: first?.path === path && first.owner === 'system' }));
  }
  const merged: Settings = Object.assign({}, ...taken, fromEnvironment(host.environment));
  if (first !== undefined && error === null) error = unsetPlace(host, merged, rule, first.path);
  const defaults = defaultPlaces(host, merged, rule);
  return {
    driver: driverName(merged.driver?.value ?? null),
    graphRoot: expand(merged.graphRoot?.value ?? defaults.graphRoot, host),
    runRoot: expand(merged.runRoot?.value ?? defaults.runRoot, host),
    mountProgram: merged.mountProgram?.value || null,
    mountOptions: merged.mountOptions?.value ?? '',
    ignoreChownErrors: merged.ignoreChownErrors?.value === 'true',
    files: [
      ...main.map(({ path }, index) => ({ path, counts: index === 0 })),
      ...parts.map((path) => ({ path, counts: true })),
    ],
    sources: Object.fromEntries(
      Object.entries(merged)
        .filter(([name]) => name !== 'rootlessPath')
        .map(([name, setting]): [string, SettingSource] => [name, setting.source]),
    ),
    error,
  };
}

function readSettings(host: Host, path: string): Settings | { line: number | null; message: string } {
  const read = host.files.read(path);
  if (read.kind === 'absent') return { line: null, message: 'no such file or directory' };
  if (read.kind !== 'file') return { line: null, message: read.kind === 'directory' ? 'is a directory' : read.error };
  const parsed = parseToml(read.text);
  if (!parsed.ok) return { line: parsed.line, message: cleanText(parsed.message, MAX_CHARACTERS) };
  return settingsIn(path, parsed.document, (text) => cleanText(text, MAX_CHARACTERS));
}

/**
 * containers/storage types/options.go `getRootlessStorageOpts`, before 1.63: from a file of the system another user than root takes the driver,
 * `rootless_storage_path` and `ignore_chown_errors`, and nothing else.
 */
function onlyWhatCounts(
  settings: Settings,
  { host, rule, isSystem }: { host: Host; rule: FileRule; isSystem: boolean },
): Settings {
  if (host.uid === 0 || rule === 'with parts' || !isSystem) return settings;
  const { driver, rootlessPath, ignoreChownErrors } = settings;
  return Object.fromEntries(
    Object.entries({ driver, rootlessPath, ignoreChownErrors }).filter(([, setting]) => setting !== undefined),
  );
}

/** Older releases leave root without a store where the one file names none (containers/storage types/options.go, `runroot must be set`). */
function unsetPlace(host: Host, settings: Settings, rule: FileRule, path: string): StorageSettings['error'] {
  if (host.uid !== 0 || rule === 'with parts') return null;
  const unset = settings.runRoot === undefined ? 'runroot' : settings.graphRoot === undefined ? 'graphroot' : null;
  return unset === null ? null : { path, line: null, message: `${unset} must be set` };
}

function defaultPlaces(host: Host, { rootlessPath }: Settings, rule: FileRule): { graphRoot: string; runRoot: string } {
  if (host.uid === 0) return { graphRoot: ROOT_STORE, runRoot: ROOT_STATE };
  const { environment } = host;
  const data = environment['XDG_DATA_HOME'] || `${host.home.replace(/\/$/, '')}/.local/share`;
  const temporary = environment['TMPDIR'] || '/tmp';
  const ofUser = `/run/user/${host.uid}`;
  const runtime =
    environment['XDG_RUNTIME_DIR'] ||
    (host.files.list(ofUser).kind === 'directory'
      ? ofUser
      : `${temporary}/${rule === 'with parts' ? 'storage-run' : 'containers-user'}-${host.uid}`);
  return { graphRoot: rootlessPath?.value ?? `${data}/containers/storage`, runRoot: `${runtime}/containers` };
}

/** `overlay2` is the older name of the same driver. */
function driverName(name: string | null): string | null {
  if (name === null || name === '') return null;
  return name === 'overlay2' ? 'overlay' : name;
}

/** Variables in a path as Go's `os.ExpandEnv`, with `$UID` for the user. */
function expand(path: string, host: Host): string {
  return path
    .replaceAll('$UID', String(host.uid))
    .replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced: string | undefined, bare: string | undefined) => {
      const name = braced ?? bare ?? '';
      return name === 'HOME' ? host.home : (host.environment[name] ?? '');
    })
    .replace(/(?<=.)\/+$/, '');
}
