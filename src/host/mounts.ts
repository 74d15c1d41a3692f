import type { HostFiles } from './host.js';

/** One line of /proc/self/mountinfo, as this process sees it. */
export interface Mount {
  /** Absolute path where it is mounted. */
  readonly point: string;
  readonly readOnly: boolean;
}

const MOUNT_TABLE = '/proc/self/mountinfo';
/** Fields before the optional ones: ids, device, root, mount point, options (Linux `Documentation/filesystems/proc.rst`, 3.5). */
const POINT_FIELD = 4;
const OPTIONS_FIELD = 5;

/** What is mounted where in this process's own mount namespace, in the order of mounting. Empty where /proc can't be read. */
export function mountsOf(ownFiles: HostFiles): readonly Mount[] {
  const read = ownFiles.read(MOUNT_TABLE);
  if (read.kind !== 'file') return [];
  return read.text.split('\n').flatMap((line): Mount[] => {
    const words = line.split(' ');
    const point = words[POINT_FIELD];
    if (point === undefined || !point.startsWith('/')) return [];
    const own = words[OPTIONS_FIELD]?.split(',') ?? [];
    const ofFileSystem = words.at(-1)?.split(',') ?? [];
    return [{ point: unescaped(point), readOnly: own.includes('ro') || ofFileSystem.includes('ro') }];
  });
}

/** The mount that a path lies on: the longest mount point above it, of equal ones the last. Null where nothing is known. */
export function mountOver(path: string, mounts: readonly Mount[]): Mount | null {
  return mounts.reduce<Mount | null>(
    (best, mount) => (isBelow(path, mount.point) && mount.point.length >= (best?.point.length ?? 0) ? mount : best),
    null,
  );
}

function isBelow(path: string, directory: string): boolean {
  return directory === '/' || path === directory || path.startsWith(`${directory}/`);
}

/** Spaces, tabs, line breaks and backslashes stand as octal numbers there. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
