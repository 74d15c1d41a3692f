/** One line of /proc/self/mountinfo (proc(5)), as far as storage cares. */
export interface Mount {
  readonly point: string;
  readonly type: string;
  readonly readOnly: boolean;
}

/** The mounts that this process sees, in the order in which they were made. Lines that are none are left out. */
export function parseMounts(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [before = '', after = ''] = line.split(' - ');
    const point = before.split(' ')[4];
    const options = before.split(' ')[5] ?? '';
    const [type = '', , ofFileSystem = ''] = after.split(' ');
    if (point === undefined || type === '') return [];
    const readOnly = [options, ofFileSystem].some((each) => each.split(',').includes('ro'));
    return [{ point: unescaped(point), type, readOnly }];
  });
}

/** The mount that a directory lies on: the last one of those with the longest path. */
export function mountOf(mounts: readonly Mount[], directory: string): Mount | null {
  const above = mounts.filter(({ point }) => point === '/' || directory === point || directory.startsWith(`${point}/`));
  return above.reduce<Mount | null>(
    (best, mount) => (best === null || mount.point.length >= best.point.length ? mount : best),
    null,
  );
}

/** Blanks and backslashes are written in octal. */
function unescaped(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
