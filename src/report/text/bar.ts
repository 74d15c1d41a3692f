import type { Style } from './style.js';

/** A stretch of time on a bar, milliseconds from its beginning. */
export interface Stretch {
  readonly startMs: number;
  readonly ms: number;
  readonly wasted: boolean;
}

type Cell = 'empty' | 'used' | 'wasted' | 'instant' | 'wasted instant';

const COLORS = { used: 'green', wasted: 'yellow', instant: 'green', 'wasted instant': 'yellow' } as const;

/**
 * Stretches of time at their places on one line of so many cells, `scaleMs` long in all. What is shorter than a cell can show is a mark that fills
 * none; later stretches lie over earlier ones. Exactly `cells` cells, whatever the numbers.
 */
export function barLine(stretches: readonly Stretch[], scaleMs: number, cells: number, style: Style): string {
  const line = Array.from<Cell>({ length: cells }).fill('empty');
  const at = (ms: number): number => (scaleMs > 0 ? Math.min(cells, Math.max(0, (ms / scaleMs) * cells)) : 0);
  for (const { startMs, ms, wasted } of stretches) {
    const from = Math.round(at(startMs));
    const to = Math.round(at(startMs + ms));
    if (to > from) line.fill(wasted ? 'wasted' : 'used', from, to);
    else line[Math.min(cells - 1, Math.floor(at(startMs)))] = wasted ? 'wasted instant' : 'instant';
  }
  return runsOf(line)
    .map(({ cell, length }) => {
      if (cell === 'empty') return ' '.repeat(length);
      const drawn = cell === 'used' ? style.fill.used : cell === 'wasted' ? style.fill.wasted : style.fill.instant;
      return style.paint(COLORS[cell], drawn.repeat(length));
    })
    .join('');
}

function runsOf(line: readonly Cell[]): { readonly cell: Cell; readonly length: number }[] {
  const runs: { cell: Cell; length: number }[] = [];
  for (const cell of line) {
    const last = runs.at(-1);
    if (last?.cell === cell) last.length += 1;
    else runs.push({ cell, length: 1 });
  }
  return runs;
}
