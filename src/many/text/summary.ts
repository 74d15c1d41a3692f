import { findingLines } from '../../report/text/findings.js';
import { fold } from '../../report/text/fold.js';
import { styleOf, type TextOptions } from '../../report/text/style.js';
import { isPastedThere, whereToPaste } from '../../report/text/vantage-lines.js';
import type { Cause } from '../cause.js';

/** References that a cause names; the lines above name them all. */
const MOST_NAMED = 3;
/** Causes that are told with what to do; more are named. */
const MOST_TOLD = 20;

/** What is wrong, each cause once: which references, what shows it, what to do. Empty where all is well. */
export function summaryLines(
  causes: readonly Cause[],
  nameOf: (index: number) => string,
  options: TextOptions,
): string[] {
  const lines: string[] = [];
  let isPlaceTold = false;
  for (const cause of causes.slice(0, MOST_TOLD)) {
    const isPasted = (cause.finding?.fixes.length ?? 0) > 0;
    const where: string[] = isPasted && !isPlaceTold ? whereToPaste(cause.vantage, options.width) : [];
    if (where.length > 0) lines.push(...where, '');
    isPlaceTold ||= where.length > 0;
    lines.push(...causeLines(cause, nameOf, options), '');
  }
  const rest = causes.slice(MOST_TOLD);
  for (const { code, state, indexes, title } of rest)
    lines.push(...fold(`${countOf(indexes)}: ${code ?? state}: ${title}`, options.width, '    ', '  '));
  return rest.length === 0 ? lines : [...lines, ''];
}

function causeLines(cause: Cause, nameOf: (index: number) => string, options: TextOptions): string[] {
  const { finding, indexes, vantage, state, title, alike } = cause;
  const style = styleOf(options);
  const names = indexes.slice(0, MOST_NAMED).map(nameOf);
  const more = indexes.length > MOST_NAMED ? ` and ${(indexes.length - MOST_NAMED).toLocaleString('en')} more` : '';
  const head = fold(`${countOf(indexes)}: ${names.join(', ')}${more}`, options.width, '  ', '');
  const lines = head.map((line) => style.paint('bold', line));
  if (finding === null)
    return [...lines, ...fold(`${style.symbol.unknown} ${state}: ${title}`, options.width, '  ', '')];
  if (!alike)
    lines.push(style.paint('dim', `said of ${nameOf(indexes[0] ?? 0)}; what to do for the others: --verbose`));
  return [...lines, ...findingLines(finding, isPastedThere(vantage) ? '/' : vantage.files, style, options)];
}

function countOf({ length }: readonly number[]): string {
  return length === 1 ? '1 reference' : `${length.toLocaleString('en')} references`;
}
