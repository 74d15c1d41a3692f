/** Columns after which JSON is broken. */
const COLUMNS = 100;

/**
 * JSON over several lines of about 100 columns, broken where JSON allows white space: it is read in a terminal and pasted.
 * @param value data whose strings hold no `,"` and no `,{`: names and paths.
 */
export function wrapJson(value: unknown): string {
  const pieces = JSON.stringify(value).split(/(?<=,)(?=["{])/);
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last === undefined || last.length + piece.length > COLUMNS) lines.push(piece);
    else lines[lines.length - 1] = last + piece;
  }
  return lines.join('\n ');
}
