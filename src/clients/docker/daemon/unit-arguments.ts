import type { HostFiles } from '../../../host/host.js';
import { parseUnit, splitWords } from '../../../host/systemd-text.js';

/** Where systemd looks for units, best first (systemd.unit(5)). */
const UNIT_DIRECTORIES = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
];
/** Drop-ins read of one unit; real ones have a handful. */
const MOST_DROP_INS = 50;
/** Words of one command line; far more than any daemon gets. */
const MOST_WORDS = 500;

/** What a unit starts: the arguments without the program, and the file that says so. */
export interface UnitCommand {
  readonly arguments: readonly string[];
  readonly path: string;
  readonly line: number;
}

/** A unit file and its drop-ins (`NAME.service.d/*.conf`) in the order systemd reads them; empty where there is no such unit. */
export function unitFiles(files: HostFiles, unit: string): string[] {
  const main = UNIT_DIRECTORIES.map((directory) => `${directory}/${unit}.service`).find(
    (path) => files.read(path).kind === 'file',
  );
  const dropIns = new Map<string, string>();
  for (const directory of UNIT_DIRECTORIES) {
    const listed = files.list(`${directory}/${unit}.service.d`);
    for (const name of listed.kind === 'directory' ? listed.names.slice(0, MOST_DROP_INS) : [])
      if (name.endsWith('.conf') && !dropIns.has(name)) dropIns.set(name, `${directory}/${unit}.service.d/${name}`);
  }
  const sorted = [...dropIns].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
  return main === undefined ? [] : [main, ...sorted];
}

/** The last ExecStart of a unit (systemd.service(5)): an empty one resets; variables stay out, their values are elsewhere. */
export function unitCommand(files: HostFiles, unit: string): UnitCommand | null {
  let found: UnitCommand | null = null;
  for (const path of unitFiles(files, unit)) {
    const read = files.read(path);
    if (read.kind !== 'file') continue;
    for (const { section, key, value, line } of parseUnit(read.text)) {
      if (section !== 'Service' || key !== 'ExecStart') continue;
      const words = splitWords(value).slice(1, MOST_WORDS);
      found = value === '' ? null : { arguments: words.filter((word) => !word.includes('$')), path, line };
    }
  }
  return found;
}
