import { type CauseGroup, causeGroups, shownInFull } from '../cause-groups.js';
import type { Report } from '../schema.js';
import { code, details, inline, table } from './inline.js';
import { reportLines } from './report.js';

/** References named for each cause; the others are counted. */
const MOST_NAMED = 20;
/** Reports in full, of each cause and in all: an issue takes 65,536 characters. */
const FULL_OF_EACH = 1;
const MOST_IN_FULL = 8;

/** Several reports: a table by cause first, then who has which, then one report of each cause in full. */
export function manyLines(reports: readonly Report[]): string[] {
  const groups = causeGroups(reports);
  const full = shownInFull(groups, FULL_OF_EACH, MOST_IN_FULL);
  const rows = groups.map((group) => [
    group.verdict === 'ok' ? group.verdict : `**${group.verdict}**`,
    group.code === null ? '' : code(group.code),
    String(group.reports.length),
    inline(group.reports[0].findings.find(({ code: name }) => name === group.code)?.title ?? group.reports[0].summary),
  ]);
  const left = reports.filter(({ verdict }) => verdict !== 'ok').length - full.length;
  return [
    `## ${reports.length} references: ${tally(groups)}`,
    '',
    ...table(['verdict', 'cause', 'references', 'for example'], rows),
    '',
    ...groups.filter(({ verdict }) => verdict !== 'ok').flatMap(named),
    ...full.flatMap((report) => reportLines(report, 3)),
    ...(left > 0 ? [`${left} more are not shown in full: the JSON has them all.`, ''] : []),
  ];
}

function tally(groups: readonly CauseGroup[]): string {
  const counts = new Map<string, number>();
  for (const { verdict, reports } of groups) counts.set(verdict, (counts.get(verdict) ?? 0) + reports.length);
  return [...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
}

function named({ verdict, code: name, reports }: CauseGroup): string[] {
  const shown = reports.slice(0, MOST_NAMED).map(({ reference }) => `- ${code(reference.input)}`);
  const more = reports.length - shown.length;
  return [
    ...details(`${verdict}${name === null ? '' : `: ${name}`} (${reports.length})`, [
      ...shown,
      ...(more > 0 ? [`- and ${more} more`] : []),
    ]),
    '',
  ];
}
