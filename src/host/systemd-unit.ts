import { posix } from 'node:path';
import type { HostFiles } from './host.js';
import { redactEnvironment } from './redact-environment.js';
import type { Source } from './source.js';
import { parseEnvironmentFile, parseUnit, splitWords, type UnitAssignment } from './systemd-text.js';

/** Where units lie, the first before the others (systemd.unit(5)); distributions without merged /usr have the last. */
const UNIT_DIRECTORIES = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
];
/** Where the manager's own settings lie: `DefaultEnvironment=` goes to every service. */
const MANAGER_FILES = ['/etc/systemd/system.conf', '/usr/lib/systemd/system.conf'];
/** Environment files that a service reads by custom where there is no unit to say so: OpenRC, and k3s' installer. */
const LOOSE_FILES = (unit: string): string[] => [
  `/etc/conf.d/${unit}`,
  `/etc/rancher/${unit.replace(/-agent$/, '')}/${unit}.env`,
  `/etc/default/${unit}`,
  `/etc/sysconfig/${unit}`,
  `/etc/systemd/system/${unit}.service.env`,
];
/** Files of one EnvironmentFile pattern that are read. */
const MAX_FILES = 50;

/** A variable of a service with the line that sets it. */
export interface UnitVariable {
  readonly value: string;
  readonly source: Source;
}

/** What a service will be started with. */
export interface UnitEnvironment {
  /** False where no unit of that name is on the host. */
  readonly exists: boolean;
  readonly variables: ReadonlyMap<string, UnitVariable>;
}

interface UnitFile {
  readonly path: string;
  readonly assignments: readonly UnitAssignment[];
}

/**
 * The environment that a service's files give it (systemd.exec(5)): the manager's DefaultEnvironment, then Environment= of the unit and its
 * drop-ins in name order, then EnvironmentFile=; an empty assignment forgets what came before, UnsetEnvironment= goes last. Never throws.
 * @param unit without `.service`.
 */
export function unitEnvironment(files: HostFiles, unit: string): UnitEnvironment {
  const main = mainFile(files, unit);
  const read = [...(main === null ? [] : [main]), ...dropIns(files, unit)];
  const variables = new Map<string, UnitVariable>();
  for (const file of managerFiles(files)) {
    for (const { section, key, value, line } of file.assignments)
      if (section === 'Manager' && key === 'DefaultEnvironment') assign(variables, value, file.path, line, unit);
  }
  const service = read.flatMap(({ path, assignments }) =>
    assignments.flatMap((each) => (each.section === 'Service' ? [{ ...each, path }] : [])),
  );
  for (const { value, path, line } of sinceReset(service, 'Environment')) assign(variables, value, path, line, unit);
  const named = sinceReset(service, 'EnvironmentFile').map(({ value }) => specified(value.replace(/^-/, ''), unit));
  for (const path of (read.length === 0 ? LOOSE_FILES(unit) : named).flatMap((each) => matching(files, each)))
    readEnvironmentFile(files, path, variables);
  for (const { value } of sinceReset(service, 'UnsetEnvironment'))
    for (const word of splitWords(value)) variables.delete(word.split('=', 1)[0] ?? '');
  return { exists: main !== null, variables };
}

/** Assignments of one key after its last empty one. */
function sinceReset<T extends UnitAssignment>(all: readonly T[], wanted: string): T[] {
  const own = all.filter(({ key }) => key === wanted);
  return own.slice(own.findLastIndex(({ value }) => value === '') + 1);
}

function assign(variables: Map<string, UnitVariable>, value: string, path: string, line: number, unit: string): void {
  for (const word of splitWords(value)) {
    const sign = word.indexOf('=');
    if (sign > 0) put(variables, word.slice(0, sign), specified(word.slice(sign + 1), unit), path, line);
  }
}

function put(variables: Map<string, UnitVariable>, name: string, value: string, path: string, line: number): void {
  const shown = redactEnvironment({ [name]: value })[name];
  const says = shown === undefined ? name : `${name}=${shown}`;
  variables.set(name, { value, source: { kind: 'file', name: path, line, says } });
}

function readEnvironmentFile(files: HostFiles, path: string, variables: Map<string, UnitVariable>): void {
  const read = files.read(path);
  if (read.kind !== 'file') return;
  for (const { name, value, line } of parseEnvironmentFile(read.text)) put(variables, name, value, path, line);
}

/** Specifiers that name the unit (systemd.unit(5)); others stay as they are. */
function specified(text: string, unit: string): string {
  const values: Readonly<Record<string, string>> = {
    '%': '%',
    n: `${unit}.service`,
    N: unit,
    p: unit.split('@')[0] ?? unit,
  };
  return text.replace(/%([%nNp])/g, (_, letter: string) => values[letter] ?? '');
}

/** The files of a path that may hold a `*` in its last part. */
function matching(files: HostFiles, pattern: string): string[] {
  if (!pattern.includes('*')) return [pattern];
  const directory = posix.dirname(pattern);
  const listed = files.list(directory);
  const [before = '', ...after] = posix.basename(pattern).split('*');
  const end = after.at(-1) ?? '';
  const fits = (name: string): boolean => name.startsWith(before) && name.endsWith(end) && !name.startsWith('.');
  return listed.kind === 'directory'
    ? listed.names
        .filter(fits)
        .slice(0, MAX_FILES)
        .map((name) => `${directory}/${name}`)
    : [];
}

/** A link to /dev/null masks: it can't be read as a file, and nothing after it counts. */
function mainFile(files: HostFiles, unit: string): UnitFile | null {
  for (const directory of UNIT_DIRECTORIES) {
    const path = `${directory}/${unit}.service`;
    const read = files.read(path);
    if (read.kind === 'absent') continue;
    return read.kind === 'file' ? { path, assignments: parseUnit(read.text) } : null;
  }
  return null;
}

function dropIns(files: HostFiles, unit: string): UnitFile[] {
  const paths = ['service.d', `${unit}.service.d`].flatMap((name) =>
    UNIT_DIRECTORIES.toReversed().map((directory) => `${directory}/${name}`),
  );
  return filesOf(files, paths);
}

function managerFiles(files: HostFiles): UnitFile[] {
  const main = MANAGER_FILES.find((path) => files.read(path).kind === 'file');
  const read = main === undefined ? null : files.read(main);
  const first = main === undefined || read?.kind !== 'file' ? [] : [{ path: main, assignments: parseUnit(read.text) }];
  return [...first, ...filesOf(files, ['/usr/lib/systemd/system.conf.d', '/etc/systemd/system.conf.d'])];
}

/** `*.conf` of several directories in name order; of equal names the last directory's counts. */
function filesOf(files: HostFiles, directories: readonly string[]): UnitFile[] {
  const byName = new Map<string, string>();
  for (const directory of directories) {
    const listed = files.list(directory);
    if (listed.kind !== 'directory') continue;
    for (const name of listed.names.filter((each) => each.endsWith('.conf'))) byName.set(name, `${directory}/${name}`);
  }
  return [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, path]) => {
      const read = files.read(path);
      return read.kind === 'file' ? [{ path, assignments: parseUnit(read.text) }] : [];
    });
}
