import { getBorderCharacters, table } from 'table';
import type { Section } from './row.js';

const MEBIBYTE = 1024 * 1024;
const TITLES: Readonly<Record<string, string>> = {
  wallMs: 'median, ms',
  leastWallMs: 'least, ms',
  processorMs: 'processor, ms',
  memoryBytes: 'memory, MiB',
};

/** A section as a table for a terminal. */
export function printed({ name, how, rows }: Section): string {
  const columns = [...new Set(rows.flatMap(({ figures }) => Object.keys(figures)))];
  const lines = rows.map((row) => [row.name, ...columns.map((column) => shown(column, row.figures[column] ?? null))]);
  const drawn = table([['', ...columns.map((column) => TITLES[column] ?? column)], ...lines], {
    border: getBorderCharacters('norc'),
    drawHorizontalLine: (index, count) => index <= 1 || index === count,
    columns: Object.fromEntries(columns.map((_, index) => [index + 1, { alignment: 'right' }])),
  });
  return `\n${name}\n${how}\n${drawn}`;
}

function shown(column: string, value: number | null): string {
  if (value === null) return '-';
  if (column.endsWith('Bytes')) return (value / MEBIBYTE).toFixed(0);
  return column.endsWith('Ms') ? value.toFixed(value < 1000 ? 1 : 0) : String(value);
}
