/** One run of lines that differ. */
export interface LineChange {
  /** Lines before it that stay, counted from the top of the old text: it begins at line `after + 1`. */
  readonly after: number;
  /** Lines of the old text that go. */
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** Lines compared in the middle of two texts; configuration files are far shorter. */
const MAX_LINES = 1000;

/** What turns one text into the other, line by line, top down; null where they are too long to compare. */
export function lineChanges(before: string, after: string): LineChange[] | null {
  const old = before.split('\n');
  const now = after.split('\n');
  if (old.length > MAX_LINES || now.length > MAX_LINES) return null;
  const common = longestCommon(old, now);
  const changes: LineChange[] = [];
  let at = 0;
  let to = 0;
  while (at < old.length || to < now.length) {
    const start = at;
    const removed: string[] = [];
    const added: string[] = [];
    while ((at < old.length || to < now.length) && !(at < old.length && to < now.length && old[at] === now[to])) {
      const skipOld =
        at < old.length && (to >= now.length || (common[at + 1]?.[to] ?? 0) >= (common[at]?.[to + 1] ?? 0));
      if (skipOld) removed.push(old[at++] ?? '');
      else added.push(now[to++] ?? '');
    }
    if (removed.length > 0 || added.length > 0) changes.push({ after: start, removed, added });
    at += 1;
    to += 1;
  }
  return changes;
}

/** Length of the longest common sequence from each pair of lines on. */
function longestCommon(old: readonly string[], now: readonly string[]): number[][] {
  const table = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let at = old.length - 1; at >= 0; at -= 1) {
    const row = table[at] ?? [];
    const below = table[at + 1] ?? [];
    for (let to = now.length - 1; to >= 0; to -= 1)
      row[to] = old[at] === now[to] ? (below[to + 1] ?? 0) + 1 : Math.max(below[to] ?? 0, row[to + 1] ?? 0);
  }
  return table;
}
