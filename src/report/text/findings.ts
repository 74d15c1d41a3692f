import { duration } from '../duration.js';
import type { ReportFinding, ReportFix } from '../schema.js';
import { fold } from './fold.js';
import { pasteLines } from './paste.js';
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
  const [first, ...others] = finding.fixes.map((fix, index) => ['', ...fixLines(fix, index, root, style, options)]);
  return [
    ...lines,
    ...(first ?? []),
    ...evidenceLines(finding, first !== undefined, style, options),
    ...others.flat(),
    style.paint('dim', `  more: ${finding.runbook}`),
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

/** What `reload` says of clients that need not be told; a fix by commands alone may be that itself. */
const NOTHING = 'none needed';

function fixLines(fix: ReportFix, index: number, root: string, style: Style, options: TextOptions): string[] {
  const { proof } = fix;
  const before = `${proof.before.outcome} ${duration(proof.before.ms)}`;
  const after =
    proof.after.outcome === 'unknown'
      ? "what comes after can't be seen yet"
      : `${proof.after.outcome} ${duration(proof.after.ms)}`;
  const proven =
    proof.says !== undefined
      ? `${proof.kind === 'tried' ? 'tried here: ' : ''}${proof.says}`
      : proof.kind === 'replayed'
        ? `proven by replay: ${before} ${style.symbol.arrow} ${after}`
        : `if that is done: ${before} ${style.symbol.arrow} ${after}`;
  const label = proof.kind !== 'hypothetical' ? (index === 0 ? 'Fix' : 'Or') : index === 0 ? 'Next step' : 'Also';
  const lines = fold(`${label} for ${fix.client}: ${fix.summary}`, options.width, '    ', '  ').map((line) =>
    style.paint('bold', line),
  );
  lines.push(...fold(`(${proven})`, options.width, '    '));
  const paste = pasteLines(fix, root);
  if (paste === null)
    lines.push(
      "    the file holds characters that don't belong on a terminal: use --output-dir DIR to have it written",
    );
  else if (paste.length > 0) lines.push('', ...paste.map((line) => style.paint('cyan', line)), '');
  if (fix.pod !== undefined) lines.push(...podLines(fix.pod, style, options));
  for (const text of fix.prose.filter((shown) => shown !== fix.summary))
    lines.push(...fold(text, options.width, '    '));
  for (const text of fix.limits) lines.push(...fold(`limit: ${text}`, options.width, '      ', '    '));
  const isTold = fix.files.length > 0 || (fix.commands.length > 0 && fix.reload !== NOTHING);
  if (isTold && fix.reload !== '') lines.push(`    reload: ${fix.reload}`);
  return lines;
}
