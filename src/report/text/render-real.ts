import type { Report } from '../schema.js';
import { fold } from './fold.js';
import { realLines } from './real.js';
import { verdictLine } from './render.js';
import { styleOf, type TextOptions } from './style.js';

/** Notes of `--prove` begin so. */
const MARK = '--prove: ';

/** What follows a printed report after its programs were run for real: each beside its prediction, what was not run, and the verdict again as the last line. */
export function renderReal(report: Report, options: TextOptions): string {
  const notes = report.notes.filter((note) => note.startsWith(MARK));
  const lines = [
    '',
    ...realLines(report, options),
    ...notes.flatMap((note) => fold(note, options.width, '  ', '')),
    verdictLine(report, styleOf(options)),
  ];
  return `${lines.join('\n')}\n`;
}
