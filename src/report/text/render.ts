import { duration } from '../duration.js';
import { lastLine } from '../last-line.js';
import type { Report, ReportClient } from '../schema.js';
import { storageLines } from '../storage/section.js';
import { clientTable } from './client-table.js';
import { findingLines } from './findings.js';
import { fold } from './fold.js';
import { pasteLines } from './paste.js';
import { realLines } from './real.js';
import { stepLines } from './steps.js';
import { type Style, styleOf, type TextOptions } from './style.js';
import { isPastedThere, vantageLines, whereToPaste } from './vantage-lines.js';
import { viewLines } from './views.js';

const COLORS = { ok: 'green', slow: 'yellow', fail: 'red', unknown: 'yellow' } as const;

/** The report for people: where it looked from, what each client meets step by step, findings with fixes, the verdict as one line at the end. */
export function renderText(report: Report, options: TextOptions): string {
  const style = styleOf(options);
  const { vantage } = report;
  const lines = [
    `${style.paint('bold', `${report.operation} ${report.reference.input}`)}`,
    ...vantageLines(vantage, options.width).map((line) => style.paint('dim', line)),
    '',
  ];
  const views = viewLines(report.views ?? [], options);
  if (views.length > 0) lines.push(...views, '');
  if (report.clients.length > 1) lines.push(clientTable(report.clients, options));
  if (report.disagreement) lines.push(...fold(report.disagreement, options.width, '  ', ''));
  if (report.clients.length > 1) lines.push('');
  for (const group of sameWalks(report.clients)) lines.push(...clientLines(group, style, options), '');
  if (report.storage !== undefined)
    lines.push(
      style.paint('bold', 'storage of images on this machine'),
      ...storageLines(report.storage, style, options),
      '',
    );
  for (const entry of report.unknown)
    lines.push(
      ...fold(
        `${style.symbol.unknown} unknown: ${entry.what}: ${entry.why}. Needed: ${entry.needed}`,
        options.width,
        '  ',
        '',
      ),
      '',
    );
  const shown = report.findings.filter(({ severity }) => severity !== 'info' || options.verbose);
  const pasteRoot = isPastedThere(vantage) ? '/' : vantage.files;
  if (shown.some(({ fixes }) => fixes.some((fix) => (pasteLines(fix, pasteRoot) ?? []).length > 0))) {
    const where = whereToPaste(vantage, options.width);
    if (where.length > 0) lines.push(...where, '');
  }
  for (const finding of shown) lines.push(...findingLines(finding, pasteRoot, style, options), '');
  if (report.rights?.says) lines.push(...fold(`rights: ${report.rights.says}`, options.width, '  ', ''));
  lines.push(...realLines(report, options));
  for (const note of report.notes) lines.push(...fold(`note: ${note}`, options.width, '  ', ''));
  lines.push(verdictLine(report, style));
  return `${lines.join('\n')}\n`;
}

/** The verdict as one line. */
export function verdictLine(report: Report, style: Style): string {
  const color = report.verdict === 'ok' ? 'green' : report.verdict === 'broken' ? 'red' : 'yellow';
  return style.paint([color, 'bold'], lastLine(report));
}

/** Clients that would do the same, step by step, are shown once. */
function sameWalks(clients: readonly ReportClient[]): ReportClient[][] {
  const groups = new Map<string, ReportClient[]>();
  for (const client of clients) {
    const id = JSON.stringify([
      client.outcome,
      client.predictedMs,
      client.attempts.map(({ url, step, outcome, ms }) => [url, step, outcome, ms]),
    ]);
    groups.set(id, [...(groups.get(id) ?? []), client]);
  }
  return [...groups.values()];
}

function clientLines(group: readonly ReportClient[], style: Style, options: TextOptions): string[] {
  const [client] = group;
  if (client === undefined) return [];
  const names = group
    .map(
      ({ client: name, version, versionFrom }) => `${name} ${version}${versionFrom === 'assumed' ? ' (assumed)' : ''}`,
    )
    .join(', ');
  const time =
    client.bound === 'unbounded'
      ? 'waits for ever'
      : `${client.bound === 'atLeast' ? 'at least ' : ''}${duration(client.predictedMs)}`;
  const basis = group.every(({ basis: known }) => known === 'run')
    ? ''
    : ' (this version: from its source, not run here)';
  const lines = [
    `${style.paint('bold', names)}: ${style.paint(COLORS[client.outcome], client.outcome)}, ${time}${basis}`,
    ...stepLines(client, style, options),
  ];
  if (client.says !== null && client.outcome === 'fail')
    lines.push(...fold(`ends with: ${client.says}`, options.width, '      ', '    '));
  if (options.verbose)
    for (const source of client.sources)
      lines.push(
        style.paint(
          'dim',
          `    decided by ${source.path}${source.line === null ? '' : `:${source.line}`} ${source.says}`,
        ),
      );
  return lines;
}
