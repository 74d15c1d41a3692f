import type { Difference } from './schema.js';

/** Lines around a change, so that the table or section is seen. */
const CONTEXT = 2;
/** Most lines that are shown of one file; the rest is counted. */
const MOST_SHOWN = 40;
/** Largest product of changed lines that is compared one by one; beyond it the old part is shown as gone and the new one as come. */
const MOST_WORK = 4_000_000;

type Line = Difference['lines'][number];

/** The lines that differ between two texts, with some around them, and how many more there are. Numbers are those of the text a line is in. */
export function changedLines(
  good: readonly string[],
  bad: readonly string[],
): { readonly lines: Line[]; readonly left: number } {
  let start = 0;
  while (start < good.length && start < bad.length && good[start] === bad[start]) start += 1;
  let end = 0;
  while (end < good.length - start && end < bad.length - start && good.at(-1 - end) === bad.at(-1 - end)) end += 1;
  const middle = compared(good.slice(start, good.length - end), bad.slice(start, bad.length - end), start);
  if (middle.length === 0) return { lines: [], left: 0 };
  const before = bad.slice(Math.max(0, start - CONTEXT), start);
  const after = bad.slice(bad.length - end, bad.length - end + CONTEXT);
  const lines: Line[] = [
    ...before.map((text, index): Line => ({ sign: ' ', line: start - before.length + index + 1, text })),
    ...nearChanges(middle),
    ...after.map((text, index): Line => ({ sign: ' ', line: bad.length - end + index + 1, text })),
  ];
  const changed = lines.filter(({ sign }) => sign !== ' ').length;
  const shown = lines.slice(0, MOST_SHOWN);
  return { lines: shown, left: changed - shown.filter(({ sign }) => sign !== ' ').length };
}

/** The longest common part by the classic table. */
function compared(good: readonly string[], bad: readonly string[], offset: number): Line[] {
  const isHuge = good.length * bad.length > MOST_WORK;
  const width = bad.length + 1;
  const common = isHuge ? null : new Uint32Array((good.length + 1) * width);
  if (common !== null)
    for (let row = good.length - 1; row >= 0; row -= 1)
      for (let column = bad.length - 1; column >= 0; column -= 1)
        common[row * width + column] =
          good[row] === bad[column]
            ? (common[(row + 1) * width + column + 1] ?? 0) + 1
            : Math.max(common[(row + 1) * width + column] ?? 0, common[row * width + column + 1] ?? 0);
  const lines: Line[] = [];
  let row = 0;
  let column = 0;
  while (row < good.length || column < bad.length) {
    const [gone, come] = [good[row], bad[column]];
    if (common !== null && gone !== undefined && gone === come) {
      lines.push({ sign: ' ', line: offset + column + 1, text: gone });
      row += 1;
      column += 1;
    } else if (
      gone !== undefined &&
      (come === undefined ||
        common === null ||
        (common[(row + 1) * width + column] ?? 0) >= (common[row * width + column + 1] ?? 0))
    ) {
      lines.push({ sign: '-', line: offset + row + 1, text: gone });
      row += 1;
    } else {
      lines.push({ sign: '+', line: offset + column + 1, text: come ?? '' });
      column += 1;
    }
  }
  return lines;
}

function nearChanges(lines: readonly Line[]): Line[] {
  const isNear = (at: number): boolean =>
    lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ sign }) => sign !== ' ');
  return lines.filter((_, index) => isNear(index));
}
