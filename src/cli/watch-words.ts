import { lastLine } from '../report/last-line.js';
import type { Report } from '../report/schema.js';

/** What of a report tells whether anything has changed. */
type Seen = Pick<Report, 'verdict' | 'summary' | 'findings' | 'clients' | 'unknown'>;

/** `10:02:05` on this machine's clock. */
export function clockTime(ms: number): string {
  const at = new Date(ms);
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** The first round in one line: the verdict with its cause. */
export function firstRoundLine(report: Seen, ms: number): string {
  return `${clockTime(ms)} ${lastLine(report)}`;
}

/**
 * What has changed since the round before, in one line: the verdict, findings that are gone or new, clients that fare otherwise. Null where nothing has.
 * @param arrow from the old to the new.
 */
export function changeLine(before: Seen, after: Seen, ms: number, arrow: string): string | null {
  const changes = [
    ...findingChanges(before, after),
    ...clientChanges(before, after, arrow),
    ...unknownChanges(before, after),
  ];
  if (before.verdict === after.verdict && changes.length === 0) return null;
  const verdict =
    before.verdict === after.verdict ? `still ${after.verdict}` : `${before.verdict} ${arrow} ${after.verdict}`;
  const why = changes.length > 0 ? changes.join('; ') : after.summary;
  return `${clockTime(ms)} ${verdict}: ${why}`;
}

/** That nothing has changed, for a log in which silence would look like an end. */
export function sameLine(report: Seen, rounds: number, ms: number): string {
  return `${clockTime(ms)} ${sameWords(report)}, ${rounds} rounds so far`;
}

/** `still broken: tcp-refused`. */
export function sameWords({ verdict, findings }: Seen): string {
  const [cause] = causesOf(findings);
  return `still ${verdict}${cause === undefined ? '' : `: ${cause.code}`}`;
}

/** Infos come and go with what is probed; what follows from something else is told by that. */
function causesOf(findings: Seen['findings']): Seen['findings'] {
  return findings.filter(({ severity, causedBy }) => severity !== 'info' && causedBy === null);
}

function findingChanges(before: Seen, after: Seen): string[] {
  const old = causesOf(before.findings);
  const now = causesOf(after.findings);
  const isAmong = (findings: Seen['findings'], code: string, subject: string): boolean =>
    findings.some((each) => each.code === code && each.subject === subject);
  const gone = old.filter(({ code, subject }) => !isAmong(now, code, subject)).map(({ code }) => `${code} is gone`);
  const come = now
    .filter(({ code, subject }) => !isAmong(old, code, subject))
    .map(({ code, title }) => `${code} is new: ${title}`);
  return [...new Set([...gone, ...come])];
}

/** Of a single client the verdict says it already. */
function clientChanges(before: Seen, after: Seen, arrow: string): string[] {
  if (after.clients.length < 2) return [];
  return after.clients.flatMap(({ client, outcome }) => {
    const old = before.clients.find((each) => each.client === client);
    return old === undefined || old.outcome === outcome ? [] : [`${client}: ${old.outcome} ${arrow} ${outcome}`];
  });
}

function unknownChanges(before: Seen, after: Seen): string[] {
  const names = (seen: Seen): Set<string> => new Set(seen.unknown.map(({ what }) => what));
  const old = names(before);
  const now = names(after);
  const seen = [...old].filter((what) => !now.has(what));
  const lost = [...now].filter((what) => !old.has(what));
  return [
    ...(seen.length > 0 ? [`can be seen now: ${seen.join(', ')}`] : []),
    ...(lost.length > 0 ? [`can't be seen any more: ${lost.join(', ')}`] : []),
  ];
}
