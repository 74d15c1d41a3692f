import { cleanText } from '../text/clean.js';

/** How many requests a registry allows, and when it counts anew; null: it does not say. */
export interface Quota {
  readonly limit: number | null;
  readonly remaining: number | null;
  readonly windowSeconds: number | null;
  /** When it counts anew, milliseconds since the epoch. */
  readonly resetMs: number | null;
  /** When it may be asked again, milliseconds since the epoch. */
  readonly againMs: number | null;
  /** Address or account whose requests are counted together, in the registry's words. */
  readonly countedFor: string | null;
}

/** A number of seconds beyond this is a moment since the epoch: no window lasts three years. */
const MAX_WINDOW_S = 100_000_000;
const MAX_SOURCE_CHARACTERS = 64;

/**
 * Reads what a registry says about its limit: `RateLimit-Limit: 100;w=21600` (Docker Hub, draft-ietf-httpapi-ratelimit-headers), `X-RateLimit-…` (GitHub, with
 * a moment as reset), `RateLimit-Reset` (GitLab), `Retry-After` (RFC 9110 10.2.3: seconds or a date). `nowMs`: the server's clock, or ours.
 */
export function readQuota(headers: Readonly<Record<string, string>>, nowMs: number): Quota {
  const header = (name: string): string | undefined => headers[`ratelimit-${name}`] ?? headers[`x-ratelimit-${name}`];
  const limit = header('limit');
  const remaining = header('remaining');
  const window = /;\s*w=(\d{1,9})/.exec(limit ?? '')?.[1] ?? /;\s*w=(\d{1,9})/.exec(remaining ?? '')?.[1];
  const source = headers['docker-ratelimit-source'];
  return {
    limit: count(limit),
    remaining: count(remaining),
    windowSeconds: window === undefined ? null : Number(window),
    resetMs: moment(header('reset'), nowMs),
    againMs: moment(headers['retry-after'], nowMs),
    countedFor: source === undefined || source === '' ? null : cleanText(source, MAX_SOURCE_CHARACTERS),
  };
}

/** The quota in words, one sentence each; empty where nothing was said. */
export function quotaWords({ limit, remaining, windowSeconds, resetMs, countedFor }: Quota, nowMs: number): string[] {
  const window = windowSeconds === null ? '' : ` in ${span(windowSeconds)}`;
  const allowed = limit === null ? null : `${limit} requests${window} are allowed`;
  const left = remaining === null ? null : `${remaining} ${remaining === 1 ? 'is' : 'are'} left`;
  const quota = [allowed, left].filter((part) => part !== null).join(', ');
  return [
    ...(quota === '' ? [] : [quota]),
    ...(resetMs === null ? [] : [`counted anew from ${when(resetMs, nowMs)}`]),
    ...(countedFor === null ? [] : [`counted for ${countedFor}`]),
  ];
}

/** `in 120 s (12:30:05 UTC)` */
export function when(momentMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.round((momentMs - nowMs) / 1000));
  const at = new Date(momentMs);
  const time = Number.isNaN(at.getTime()) ? '' : ` (${at.toISOString().slice(11, 19)} UTC)`;
  return `in ${span(seconds)}${time}`;
}

function count(text: string | undefined): number | null {
  const found = /^\s*(\d{1,9})\b/.exec(text ?? '')?.[1];
  return found === undefined ? null : Number(found);
}

function moment(text: string | undefined, nowMs: number): number | null {
  if (text === undefined || text.trim() === '') return null;
  const seconds = /^\s*\d{1,12}\s*$/.test(text) ? Number(text) : null;
  if (seconds !== null) return seconds > MAX_WINDOW_S ? seconds * 1000 : nowMs + seconds * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : date;
}

function span(seconds: number): string {
  if (seconds < 300) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
