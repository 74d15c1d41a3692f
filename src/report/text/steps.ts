import { duration } from '../duration.js';
import type { ReportAttempt, ReportClient } from '../schema.js';
import { fold } from './fold.js';
import type { Style, TextOptions } from './style.js';

/** Cells of the longest bar. */
const BAR_CELLS = 12;
/** Details stand under the step's name. */
const DETAIL_INDENT = 36;
/** Room kept for what stands behind a step, and the least that a URL gets. */
const WASTED_ROOM = 20;
const LEAST_ROOM = 24;
/** Less than this (ms) is not worth a word. */
const SAID_WASTED_FROM_MS = 500;
/** Repeats of the same walk by the client's own retries are summed up in one line after this many. */
const SHOWN_RETRIES = 1;

/** One line a step: symbol, word, where, how long, and the time as a bar; detail only where it is not ok. */
export function stepLines(client: ReportClient, style: Style, options: TextOptions): string[] {
  const first = client.attempts.filter(({ retry }) => retry < SHOWN_RETRIES);
  const later = client.attempts.filter(({ retry }) => retry >= SHOWN_RETRIES);
  const longest = Math.max(1, ...first.map(({ ms }) => ms));
  const ordered = first
    .filter((attempt) => attempt.parent === null && (options.verbose || !isQuietConnect(attempt)))
    .flatMap((request) => [...first.filter(({ parent }) => parent === request.id), request]);
  const told = new Set<string>();
  const lines = ordered.flatMap((attempt) =>
    stepLine(
      attempt,
      first.some((part) => part.parent === attempt.id && part.outcome !== 'ok'),
      longest,
      told,
      style,
      options,
    ),
  );
  if (later.length > 0) {
    const rounds = Math.max(...later.map(({ retry }) => retry));
    lines.push(
      `    ... and the same again ${rounds} more time${rounds === 1 ? '' : 's'} by the client's own retries, ${duration(client.predictedMs)} in all`,
    );
  }
  return lines;
}

/** Old versions connect anew for each blob; that is worth a line only where connecting costs something. */
function isQuietConnect({ step, status, outcome, ms }: ReportAttempt): boolean {
  return step === 'blob' && status === null && outcome === 'ok' && ms < SAID_WASTED_FROM_MS;
}

function stepLine(
  attempt: ReportAttempt,
  notSent: boolean,
  longest: number,
  told: Set<string>,
  style: Style,
  options: TextOptions,
): string[] {
  const ok = attempt.outcome === 'ok';
  const unknown = attempt.outcome === 'unknown';
  const waits = ok && attempt.step === 'wait';
  const word = unknown ? 'unknown' : waits ? 'waits' : ok ? 'ok' : 'failed';
  const symbol = unknown ? style.symbol.unknown : waits ? style.symbol.slow : ok ? style.symbol.ok : style.symbol.fail;
  const color = unknown || waits ? 'yellow' : ok ? 'green' : 'red';
  // The time of a request that never went out is the failed step's, which has its own line.
  const cells = notSent ? 0 : Math.round((attempt.ms / longest) * BAR_CELLS);
  const bar =
    style.paint(attempt.wasted ? 'yellow' : 'dim', style.bar(cells, attempt.wasted)) + ' '.repeat(BAR_CELLS - cells);
  const room = Math.max(LEAST_ROOM, options.width - DETAIL_INDENT - WASTED_ROOM);
  const proxy = typeof attempt.proxy === 'string' ? ` through ${attempt.proxy}` : '';
  const what = `${attempt.step.padEnd(8)} ${options.verbose ? where(attempt) + proxy : middleCut(where(attempt), room, style.symbol.cut)}`;
  const wasted = notSent ? ' (not sent)' : attempt.wasted && attempt.ms >= SAID_WASTED_FROM_MS ? ' (wasted)' : '';
  const lines = [
    `  ${style.paint(color, `${symbol} ${word.padEnd(7)}`)} ${(notSent ? '' : duration(attempt.ms)).padStart(8)} ${bar} ${what}${wasted}`,
  ];
  // A request that failed in its connect says the same as the connect: once is enough.
  if (attempt.detail !== null && !ok && !told.has(attempt.detail)) {
    told.add(attempt.detail);
    lines.push(
      ...fold(attempt.detail, options.width, ' '.repeat(DETAIL_INDENT)).map((line) => style.paint('dim', line)),
    );
  }
  return lines;
}

function where(attempt: ReportAttempt): string {
  if (attempt.step === 'wait') return attempt.outcome === 'ok' ? (attempt.detail ?? '') : '';
  if (attempt.step === 'dns') return `${attempt.url ?? ''}${attempt.address === null ? '' : ` at ${attempt.address}`}`;
  if (attempt.parent !== null) return attempt.address ?? '';
  const status = attempt.status === null ? '' : ` (${attempt.status})`;
  return `${attempt.method ?? ''} ${shortDigest(attempt.url ?? '')}${status}`.trim();
}

/** Cut in the middle: the host and the end of the path say most. */
function middleCut(text: string, room: number, mark: string): string {
  if (text.length <= room) return text;
  const head = Math.floor(room * 0.45);
  return `${text.slice(0, head)}${mark}${text.slice(text.length - (room - head - mark.length))}`;
}

/** A digest's first characters tell it from others; the whole is in the JSON. */
function shortDigest(url: string): string {
  return url.replace(/(sha(?:256|512):[0-9a-f]{12})[0-9a-f]+/, '$1..');
}
