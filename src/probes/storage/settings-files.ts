import type { Host } from '../../host/host.js';

const SYSTEM = '/usr/share/containers/storage.conf';
const ADMINISTRATOR = '/etc/containers/storage.conf';

/** How a client combines the places of storage.conf: `one file`: the last one alone; `with parts`: one file and then `storage.conf.d`. */
export type FileRule = 'one file' | 'with parts';

/** A place of storage.conf and whose file it is. */
export interface SettingsFile {
  readonly path: string;
  readonly owner: 'system' | 'user' | 'named';
}

/** The first release of each client with container-libs storage 1.63, which reads parts as well (its go.mod). */
const WITH_PARTS: Readonly<Record<string, readonly [number, number]>> = { buildah: [1, 44], podman: [6, 0] };

/** The rule of a client's version; a version that can't be told counts as an older one. */
export function fileRuleOf(client: string, version: string | null): FileRule {
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  const [fromMajor, fromMinor] = WITH_PARTS[client] ?? [Number.POSITIVE_INFINITY, 0];
  return major > fromMajor || (major === fromMajor && minor >= fromMinor) ? 'with parts' : 'one file';
}

/** The file named by CONTAINERS_STORAGE_CONF alone, else the user's before the administrator's before the system's, those that are there. */
export function mainFiles({ environment, home, uid, files }: Host, rule: FileRule): SettingsFile[] {
  const named = environment['CONTAINERS_STORAGE_CONF'];
  if (named !== undefined && (named !== '' || rule === 'one file')) return [{ path: named, owner: 'named' }];
  const configHome = environment['XDG_CONFIG_HOME'] ?? '';
  // containers/storage types/options.go before 1.63: root's own directory counts only where the variable names it.
  const ofUser =
    configHome !== '' ? configHome : uid !== 0 || rule === 'with parts' ? `${home.replace(/\/$/, '')}/.config` : null;
  const user: SettingsFile[] =
    ofUser === null ? [] : [{ path: `${ofUser}/containers/storage.conf`, owner: uid === 0 ? 'system' : 'user' }];
  const all: SettingsFile[] = [...user, { path: ADMINISTRATOR, owner: 'system' }, { path: SYSTEM, owner: 'system' }];
  return all.filter(({ path }) => files.read(path).kind !== 'absent');
}

/** The parts that newer clients read after the one file, in the order of their names; of two with one name the later directory's counts. */
export function partFiles({ environment, home, uid, files }: Host): string[] {
  if ((environment['CONTAINERS_STORAGE_CONF'] ?? '') !== '') return [];
  const kind = uid === 0 ? 'rootful' : 'rootless';
  const configHome = environment['XDG_CONFIG_HOME'] || `${home.replace(/\/$/, '')}/.config`;
  const directories = [
    ...[SYSTEM, ADMINISTRATOR].flatMap((main) => {
      const special = `${main.replace(/\.conf$/, '')}.${kind}.conf.d`;
      return [`${main}.d`, special, ...(uid === 0 ? [] : [`${special}/${uid}`])];
    }),
    `${configHome}/containers/storage.conf.d`,
  ];
  const byName = new Map<string, string>();
  for (const directory of directories) {
    const listed = files.list(directory);
    if (listed.kind !== 'directory') continue;
    for (const name of listed.names.filter((each) => each.endsWith('.conf'))) byName.set(name, `${directory}/${name}`);
  }
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
}
