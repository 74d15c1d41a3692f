/** Levenshtein's distance: insertions, deletions and changes of one letter that turn one word into the other. Meant for short words. */
export function editDistance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...one].entries()) {
    const line = [row + 1];
    for (const [column, its] of [...other].entries())
      line.push(
        Math.min(
          (line[column] ?? 0) + 1,
          (above[column + 1] ?? 0) + 1,
          (above[column] ?? 0) + (letter === its ? 0 : 1),
        ),
      );
    above = line;
  }
  return above.at(-1) ?? 0;
}
