import { firstCause, lastLine } from '../last-line.js';
import type { Report, ReportFinding } from '../schema.js';
import { storageLines } from '../storage/section.js';
import { clientBlocks } from './client-blocks.js';
import { clientTable } from './client-table.js';
import { findingLines } from './findings.js';
import { fold } from './fold.js';
import { outcomesLine } from './outcomes.js';
import { pasteLines } from './paste.js';
import { realLines } from './real.js';
import { type Style, styleOf, type TextOptions } from './style.js';
import { timeBars } from './time-bars.js';
import { pasteRoot, vantageLines, whereToPaste } from './vantage-lines.js';
import { viewLines } from './views.js';

/** Symbol and colour of a verdict. */
const VERDICTS = {
  ok: ['ok', 'green'],
  degraded: ['slow', 'yellow'],
  broken: ['fail', 'red'],
  unknown: ['unknown', 'yellow'],
} as const;

/**
 * The report for people. First what a person on call needs: what is asked, what comes of it, the cause and what to paste. Then what each client meets
 * step by step, where it was looked from, what else was found; the verdict again as the last line, which programs and people look for there.
 */
export function renderText(report: Report, options: TextOptions): string {
  const style = styleOf(options);
  const shown = report.findings.filter(({ severity }) => severity !== 'info' || options.verbose);
  const cause = firstCause(report);
  const others = shown.filter((finding) => finding !== cause);
  const root = pasteRoot(report.vantage);
  const blocks = [
    headLines(report, cause !== null, style, options),
    timeBars(report, style, options),
    ...(report.verdict === 'unknown' ? unknownBlocks(report, style, options) : []),
    shown.some((finding) => isPasted(finding, root)) ? whereToPaste(report.vantage, options.width) : [],
    cause === null ? [] : findingLines(cause, root, style, options),
    ...(report.verdict === 'unknown' ? [] : unknownBlocks(report, style, options)),
    clientsBlock(report, options),
    ...clientBlocks(report, style, options),
    ...others.map((finding) => findingLines(finding, root, style, options)),
    storageBlock(report, style, options),
    vantageLines(report.vantage, options.width).map((line) => style.paint('dim', line)),
    viewLines(report.views ?? [], options),
    report.rights?.says ? fold(`rights: ${report.rights.says}`, options.width, '  ', '') : [],
    realLines(report, options).slice(0, -1),
    report.notes.flatMap((note) => fold(`note: ${note}`, options.width, '  ', '')),
  ];
  const lines = blocks.filter(({ length }) => length > 0).flatMap((block) => [...block, '']);
  return `${[...lines, verdictLine(report, style)].join('\n')}\n`;
}

/** What is asked and what comes of it; where no finding says why, the verdict's own sentence does. */
function headLines(report: Report, isExplained: boolean, style: Style, options: TextOptions): string[] {
  const [symbol, color] = VERDICTS[report.verdict];
  const words = !isExplained && report.verdict === 'broken' ? lastLine(report) : outcomesLine(report, style);
  return [
    ...fold(`${report.operation} ${report.reference.input}`, options.width, '  ', '').map((line) =>
      style.paint('bold', line),
    ),
    ...fold(`${style.symbol[symbol]} ${words}`, options.width, '  ', '').map((line) =>
      style.paint([color, 'bold'], line),
    ),
  ];
}

function isPasted({ fixes }: ReportFinding, root: string): boolean {
  return fixes.some((fix) => (pasteLines(fix, root) ?? []).length > 0);
}

function unknownBlocks({ unknown }: Report, style: Style, options: TextOptions): string[][] {
  return unknown.map(({ what, why, needed }) =>
    fold(`${style.symbol.unknown} unknown: ${what}: ${why}. Needed: ${needed}`, options.width, '  ', ''),
  );
}

/** Clients side by side, and why they come to different ends. */
function clientsBlock({ clients, disagreement }: Report, options: TextOptions): string[] {
  return [
    ...(clients.length > 1 ? clientTable(clients, options).split('\n') : []),
    ...(disagreement ? fold(disagreement, options.width, '  ', '') : []),
  ];
}

function storageBlock({ storage }: Report, style: Style, options: TextOptions): string[] {
  if (storage === undefined) return [];
  return [style.paint('bold', 'storage of images on this machine'), ...storageLines(storage, style, options)];
}

/** The verdict as one line. */
export function verdictLine(report: Report, style: Style): string {
  const color = report.verdict === 'ok' ? 'green' : report.verdict === 'broken' ? 'red' : 'yellow';
  return style.paint([color, 'bold'], lastLine(report));
}
