import type { ReportAttempt, ReportClient } from '../schema.js';

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
  /** Milliseconds from the client's start, and how long. */
  readonly startMs: number;
  readonly ms: number;
  /** True where the time brought nothing. */
  readonly wasted: boolean;
  /** True for a part (dns, tcp, tls) of the request after it. */
  readonly isPart: boolean;
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

/** The waterfall of a client's walk, or of the walk after a fix (`fix.proof.after.attempts`). Pure. */
export function waterfallOf(_walk: Pick<ReportClient, 'attempts' | 'predictedMs'>): Waterfall {
  return { rows: [], totalMs: 0, wastedMs: 0, hiddenRetries: 0 };
}

export type WaterfallAttempt = ReportAttempt;
