import { duration } from '../duration.js';
import type { ReportAttempt, ReportClient } from '../schema.js';
import { fold } from './fold.js';
import type { Style, TextOptions } from './style.js';

/** Cells of the longest bar. */
const BAR_CELLS = 20;
/** Repeats of the same walk by the client's own retries are summed up in one line after this many. */
const SHOWN_RETRIES = 1;

/** One line a step: symbol, word, where, how long, and the time as a bar; detail only where it is not ok. */
export function stepLines(client: ReportClient, style: Style, options: TextOptions): string[] {
  const first = client.attempts.filter(({ retry }) => retry < SHOWN_RETRIES);
  const later = client.attempts.filter(({ retry }) => retry >= SHOWN_RETRIES);
  const longest = Math.max(1, ...first.map(({ ms }) => ms));
  const ordered = first
    .filter(({ parent }) => parent === null)
    .flatMap((request) => [...first.filter(({ parent }) => parent === request.id), request]);
  const lines = ordered.flatMap((attempt) => stepLine(attempt, longest, style, options));
  if (later.length > 0) {
    const rounds = Math.max(...later.map(({ retry }) => retry));
    lines.push(
      `    ... and the same again ${rounds} more time${rounds === 1 ? '' : 's'} by the client's own retries, ${duration(client.predictedMs)} in all`,
    );
  }
  return lines;
}

function stepLine(attempt: ReportAttempt, longest: number, style: Style, options: TextOptions): string[] {
  const ok = attempt.outcome === 'ok';
  const unknown = attempt.outcome === 'unknown';
  const symbol = unknown
    ? style.paint('yellow', style.symbol.unknown)
    : ok && attempt.wasted
      ? style.paint('yellow', style.symbol.slow)
      : ok
        ? style.paint('green', style.symbol.ok)
        : style.paint('red', style.symbol.fail);
  const word = unknown ? 'unknown' : ok ? (attempt.wasted ? 'waits' : 'ok') : 'failed';
  const cells = Math.round((attempt.ms / longest) * BAR_CELLS);
  const bar =
    cells === 0
      ? ''
      : ` ${style.paint(attempt.wasted ? 'yellow' : 'dim', style.bar(cells, attempt.wasted))}${attempt.wasted ? ' wasted' : ''}`;
  const left = `${attempt.parent === null ? '' : '  '}${attempt.step.padEnd(attempt.parent === null ? 9 : 7)} ${where(attempt)}`;
  const lines = [
    `  ${symbol} ${word.padEnd(7)} ${left.padEnd(Math.max(20, Math.min(62, options.width - 44)))} ${duration(attempt.ms).padStart(9)}${bar}`,
  ];
  if (attempt.detail !== null && !ok)
    lines.push(...fold(attempt.detail, options.width, ' '.repeat(14)).map((line) => style.paint('dim', line)));
  return lines;
}

function where(attempt: ReportAttempt): string {
  if (attempt.step === 'wait') return attempt.detail ?? '';
  if (attempt.step === 'dns') return `${attempt.url ?? ''}${attempt.address === null ? '' : ` at ${attempt.address}`}`;
  if (attempt.parent !== null) return attempt.address ?? '';
  const status = attempt.status === null ? '' : ` (${attempt.status})`;
  return `${attempt.method ?? ''} ${attempt.url ?? ''}${status}`.trim();
}
