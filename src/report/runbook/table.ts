import type { TextOptions } from '../text/style.js';
import { foldWords, type Word, wordsOf } from './inline.js';

const GAP = 2;
/** Widths that no column goes below, where that can be: of these the one counts with which the table is shortest. */
const FLOORS = [20, 16, 12, 10, 8, 6];
/** A cell that is higher is too narrow to read: then each row becomes a list. */
const MOST_CELL_LINES = 5;

/** A Markdown table as columns that fit the width, or, where they can't, as one list a row. @param rows lines of the table, the ruler among them. */
export function renderTable(rows: readonly string[], options: TextOptions): readonly string[] {
  const [head = [], , ...body] = rows.map((row) => cellsOf(row).map((cell) => wordsOf(cell, options)));
  const height = (widths: readonly number[]): number =>
    [head, ...body].reduce((sum, row) => sum + rowLines(row, widths).length, 0);
  const [widths] = FLOORS.flatMap((floor) => widthsOf([head, ...body], options.width, floor) ?? [])
    .map(({ columns }) => columns)
    .sort((a, b) => height(a) - height(b));
  if (widths === undefined || body.some((row) => rowLines(row, widths).length > MOST_CELL_LINES))
    return asLists(head, body, options);
  const rule = widths.map((width) => (options.unicode ? '─' : '-').repeat(width)).join(' '.repeat(GAP));
  const lines = body.map((row) => rowLines(row, widths));
  const isTall = lines.some((row) => row.length > 1);
  return [
    ...rowLines(head, widths),
    rule,
    ...lines.flatMap((row, index) => (isTall && index < lines.length - 1 ? [...row, ''] : row)),
  ];
}

/** Cells of a row; `\|` and bars in code are text. */
function cellsOf(row: string): readonly string[] {
  const inner = row.trim().replace(/^\||\|$/g, '');
  return (inner.match(/(?:`[^`]*`|\\\||[^|`])+/g) ?? []).map((cell) => cell.replaceAll('\\|', '|').trim());
}

/** Widths that fit: the widest columns give way first, none below its longest word; null where that is too much. */
function widthsOf(
  rows: readonly (readonly (readonly Word[])[])[],
  total: number,
  floor: number,
): { readonly columns: readonly number[] } | null {
  const columns = Math.max(...rows.map((row) => row.length));
  const cells = (column: number): (readonly Word[])[] => rows.map((row) => row[column] ?? []);
  const natural = Array.from({ length: columns }, (_, column) =>
    Math.max(1, ...cells(column).map((words) => foldWords(words, Number.POSITIVE_INFINITY)[0]?.seen.length ?? 0)),
  );
  const least = natural.map((width, column) =>
    Math.max(Math.min(width, floor), ...cells(column).flatMap((words) => words.map(({ seen }) => seen.length))),
  );
  const room = total - GAP * (columns - 1);
  const widths = [...natural];
  let over = widths.reduce((sum, width) => sum + width, 0) - room;
  while (over > 0) {
    const widest = widths.reduce(
      (best, width, column) =>
        width > (least[column] ?? 0) && (best === -1 || width > (widths[best] ?? 0)) ? column : best,
      -1,
    );
    if (widest === -1) return null;
    widths[widest] = (widths[widest] ?? 0) - 1;
    over -= 1;
  }
  return { columns: widths };
}

function rowLines(row: readonly (readonly Word[])[], widths: readonly number[]): readonly string[] {
  const cells = widths.map((width, column) => foldWords(row[column] ?? [], width));
  return Array.from({ length: Math.max(1, ...cells.map((lines) => lines.length)) }, (_, line) =>
    cells
      .map((lines, column) => {
        const { seen, shown } = lines[line] ?? { seen: '', shown: '' };
        return `${shown}${' '.repeat(Math.max(0, (widths[column] ?? 0) - seen.length))}`;
      })
      .join(' '.repeat(GAP))
      .trimEnd(),
  );
}

function asLists(
  head: readonly (readonly Word[])[],
  body: readonly (readonly (readonly Word[])[])[],
  { width }: TextOptions,
): readonly string[] {
  return body.flatMap((row, index) => [
    ...(index === 0 ? [] : ['']),
    ...row.flatMap((cell, column) => {
      const name = (head[column] ?? []).map(({ seen }) => seen).join(' ');
      const words = column === 0 ? cell : [{ seen: `${name}:`, shown: `${name}:` }, ...cell];
      const indent = column === 0 ? '' : '  ';
      return foldWords(words, width - indent.length - 2).map(
        ({ shown }, line) => `${indent}${line === 0 ? '' : '  '}${shown}`,
      );
    }),
  ]);
}
