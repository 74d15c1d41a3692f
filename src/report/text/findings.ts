import { type FixWords, fixWords } from '../forms/fix-words.js';
import type { ReportFinding, ReportFix } from '../schema.js';
import { fold } from './fold.js';
import { podLines } from './pod-lines.js';
import type { Style, TextOptions } from './style.js';

const FORMATS = { error: 'red', warning: 'yellow', info: 'blue' } as const;

/** One finding: code and sentence, what to do first, what shows it, what else could be done. */
export function findingLines(finding: ReportFinding, root: string, style: Style, options: TextOptions): string[] {
  const symbol =
    finding.severity === 'error'
      ? style.symbol.fail
      : finding.severity === 'warning'
        ? style.symbol.slow
        : style.symbol.info;
  const head = `${style.paint(FORMATS[finding.severity], `${symbol} ${finding.severity}`)} ${style.paint('bold', finding.code)}`;
  const follows = finding.causedBy === null ? '' : ` (follows from ${finding.causedBy})`;
  const lines = [`${head}${follows}`, ...fold(`${finding.title}.`, options.width, '  ')];
  // What only follows from something else needs no proof and no fix of its own on a terminal.
  if (finding.causedBy !== null && !options.verbose) return lines;
  const [first, ...others] = fixWords(finding, root, style.symbol.arrow).map((words, index) => [
    '',
    ...fixLines(words, finding.fixes[index]?.pod, style, options),
  ]);
  return [
    ...lines,
    ...(first ?? []),
    ...evidenceLines(finding, first !== undefined, style, options),
    ...others.flat(),
    style.paint('dim', `  more: regdoctor runbook ${finding.code}`),
  ];
}

/** No blank line before it: one after a proof begins the lines to paste, for people and for what cuts them out. */
function evidenceLines(
  { location, evidence }: ReportFinding,
  isApart: boolean,
  style: Style,
  { width }: TextOptions,
): string[] {
  const told = location === null || evidence.some(({ text }) => text.includes(location.path));
  const place = told ? [] : [`set in ${location.path}${location.line === null ? '' : `:${location.line}`}`];
  const lines = [...evidence.map(({ text }) => text), ...place].flatMap((text) => fold(text, width, '    ', '  - '));
  if (lines.length === 0) return [];
  return [...(isApart ? ['  What shows it:'] : []), ...lines.map((line) => style.paint('dim', line))];
}

function fixLines(words: FixWords, pod: ReportFix['pod'], style: Style, options: TextOptions): string[] {
  const { heading, proof, paste, prose, limits, reload } = words;
  const folded = (text: string): string[] => fold(text, options.width, '    ');
  const lines = fold(heading, options.width, '    ', '  ').map((line) => style.paint('bold', line));
  lines.push(...folded(`(${proof})`));
  if (paste === null)
    lines.push(...folded("the file holds characters that don't belong on a terminal: --output-dir DIR has it written"));
  else if (paste.length > 0) lines.push('', ...paste.map((line) => style.paint('cyan', line)), '');
  if (pod !== undefined) lines.push(...podLines(pod, style, options));
  lines.push(...prose.flatMap(folded));
  for (const text of limits) lines.push(...fold(`limit: ${text}`, options.width, '      ', '    '));
  if (reload !== null) lines.push(...reloadLines(reload, options.width));
  return lines;
}

/** The command in one piece, since it is pasted; what is said of it, in brackets, folded below. */
function reloadLines(reload: string, width: number): string[] {
  const at = reload.indexOf(' (');
  if (at === -1) return [`    reload: ${reload}`];
  return [`    reload: ${reload.slice(0, at)}`, ...fold(reload.slice(at + 1), width, '      ')];
}
