import type { SubordinateIds } from '../../facts/storage.js';
import type { HostFiles } from '../../host/host.js';

/** The ranges of one user in /etc/subuid or /etc/subgid, by name or number (subuid(5)). */
export function subordinateIds(
  files: HostFiles,
  path: string,
  user: { readonly name: string | null; readonly id: number },
): SubordinateIds {
  const read = files.read(path);
  const lines = read.kind === 'file' ? read.text.split('\n') : [];
  const ranges = lines.flatMap((text, index) => {
    const [owner = '', start = '', count = ''] = text.trim().split(':');
    const isTheirs = owner === user.name || owner === String(user.id);
    return isTheirs && /^\d+$/.test(start) && /^[1-9]\d*$/.test(count)
      ? [{ start: Number(start), count: Number(count), line: index + 1 }]
      : [];
  });
  const ends = lines.map((text) => {
    const [, start = '', count = ''] = text.trim().split(':');
    return /^\d+$/.test(start) && /^\d+$/.test(count) ? Number(start) + Number(count) : 0;
  });
  return { path, ranges, end: ends.reduce((most, each) => Math.max(most, each), 0) };
}
