/** Letters that may be wrong, missing or too many for a key to be taken for another: two in a long one, one in a short one. */
const MOST_EDITS = 2;
const SHORT = 6;
/** Longer text is no mistyped key. */
const LONGEST = 64;

/** The known key that a mistyped one was meant to be: `insecur` → `insecure`, `registries` → null where several are as near. */
export function likelyKey(typed: string, known: readonly string[]): string | null {
  if (typed.length > LONGEST) return null;
  const name = typed.toLowerCase().replaceAll('_', '-');
  const near = known
    .map((key) => ({ key, edits: distance(name, key) }))
    .filter(({ key, edits }) => edits <= (Math.min(name.length, key.length) < SHORT ? 1 : MOST_EDITS))
    .toSorted((left, right) => left.edits - right.edits);
  const [first, second] = near;
  return first === undefined || (second !== undefined && second.edits === first.edits) ? null : first.key;
}

/** Single-letter edits, a swap of neighbours counted as one (optimal string alignment). */
function distance(left: string, right: string): number {
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      const above = rows[row - 1] ?? [];
      let least = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) least = Math.min(least, (rows[row - 2]?.[column - 2] ?? 0) + 1);
      current.push(least);
    }
    rows.push(current);
  }
  return rows[left.length]?.[right.length] ?? 0;
}
