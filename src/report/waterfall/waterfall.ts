import type { ReportAttempt, ReportClient } from '../schema.js';
import { isNotSent, labelOf, layerOf } from './words.js';

/** Less wasted time (ms) is not worth a word. */
export const SAID_WASTED_FROM_MS = 1000;

/** What a bar of the waterfall stands for: parts of a connection, or what was asked over it. */
export type Layer = 'dns' | 'tcp' | 'tls' | 'wait' | 'http' | 'token' | 'manifest' | 'blob' | 'upload';

/** One bar. */
export interface WaterfallRow {
  /** Id of the attempt. */
  readonly id: number;
  readonly layer: Layer;
  /** `https://host/v2/`, `10.0.0.7:443`, `registry.test at 10.0.0.53`: what the step spoke to, in full. */
  readonly label: string;
  readonly outcome: 'ok' | 'failed' | 'waits' | 'unknown' | 'not sent';
  /** Why it is not ok; null where it is. */
  readonly detail: string | null;
  /** HTTP status, or null. */
  readonly status: number | null;
  /** Milliseconds from the client's start, and how long. A request begins where its connection is there; its parts have bars of their own. */
  readonly startMs: number;
  readonly ms: number;
  /** True where the time brought nothing. */
  readonly wasted: boolean;
  /** True for a part (dns, tcp, tls) of the request after it. */
  readonly isPart: boolean;
  /** Id of the request that it is, or is a part of. */
  readonly request: number;
  /** HTTP method, or null for what is no request. */
  readonly method: string | null;
  /** The proxy that a request goes through and what names it, or null. */
  readonly proxy: string | null;
}

/** The time of one client as bars, in the order in which they begin. */
export interface Waterfall {
  readonly rows: readonly WaterfallRow[];
  /** Milliseconds until the client is done, its own retries counted; the last bar shown may end before. */
  readonly totalMs: number;
  /** Milliseconds of all that that brought nothing. */
  readonly wastedMs: number;
  /** Rounds that the client repeats by itself and that are not shown as bars. */
  readonly hiddenRetries: number;
}

export type WaterfallAttempt = ReportAttempt;

/** The waterfall of a client's walk, or of the walk after a fix (`fix.proof.after.attempts`). Pure; wrong numbers in a saved report never throw. */
export function waterfallOf(walk: Pick<ReportClient, 'attempts' | 'predictedMs'>): Waterfall {
  const shown = walk.attempts.filter(({ retry }) => retry < 1);
  const parts = Map.groupBy(
    shown.filter(({ parent }) => parent !== null),
    ({ parent }) => parent,
  );
  const ids = new Set(shown.filter(({ parent }) => parent === null).map(({ id }) => id));
  const rows = shown.flatMap((attempt) => {
    // A part of nothing (a report that was cut) still took its time.
    if (attempt.parent !== null) return ids.has(attempt.parent) ? [] : [partRow(attempt, attempt.id)];
    const own = parts.get(attempt.id) ?? [];
    return [...own.map((part) => partRow(part, attempt.id)), requestRow(attempt, own)];
  });
  return {
    rows: rows.toSorted((a, b) => a.startMs - b.startMs),
    totalMs: Math.max(0, walk.predictedMs),
    wastedMs: covered(walk.attempts.filter(({ wasted }) => wasted)),
    hiddenRetries: walk.attempts.reduce((most, { retry }) => Math.max(most, retry), 0),
  };
}

function partRow(part: WaterfallAttempt, request: number): WaterfallRow {
  const { startMs, ms } = timesOf(part);
  return { ...rowOf(part, request), startMs, ms, wasted: part.wasted && ms > 0, isPart: true };
}

/** What is left of a request's time when its connection is there. */
function requestRow(attempt: WaterfallAttempt, parts: readonly WaterfallAttempt[]): WaterfallRow {
  const whole = timesOf(attempt);
  const end = whole.startMs + whole.ms;
  const connected = parts.map(timesOf).reduce((latest, part) => Math.max(latest, part.startMs + part.ms), 0);
  const startMs = Math.max(whole.startMs, connected);
  const notSent = isNotSent(attempt, parts);
  const ms = notSent ? 0 : Math.max(0, end - startMs);
  const row = rowOf(attempt, attempt.id);
  return {
    ...row,
    outcome: notSent ? 'not sent' : row.outcome,
    startMs,
    ms,
    wasted: attempt.wasted && ms > 0,
    isPart: false,
  };
}

function rowOf(attempt: WaterfallAttempt, request: number): Omit<WaterfallRow, 'startMs' | 'ms' | 'wasted' | 'isPart'> {
  const { id, step, outcome, detail, status, method, proxy } = attempt;
  const words =
    outcome === 'unknown' ? 'unknown' : outcome !== 'ok' ? 'failed' : step === 'wait' ? 'waits' : ('ok' as const);
  return {
    id,
    layer: layerOf(step),
    label: labelOf(attempt),
    outcome: words,
    detail: outcome === 'ok' ? null : detail,
    status,
    request,
    method,
    proxy: proxy ?? null,
  };
}

function timesOf({ startMs, ms }: WaterfallAttempt): { readonly startMs: number; readonly ms: number } {
  return { startMs: Math.max(0, startMs), ms: Math.max(0, ms) };
}

/** Milliseconds that attempts cover together: what ran side by side counts once. */
function covered(attempts: readonly WaterfallAttempt[]): number {
  let sum = 0;
  let until = 0;
  for (const { startMs, ms } of attempts.map(timesOf).toSorted((a, b) => a.startMs - b.startMs)) {
    const end = startMs + ms;
    if (end > until) sum += end - Math.max(startMs, until);
    until = Math.max(until, end);
  }
  return Math.round(sum);
}
