import type { FactKey } from '../facts/keys.js';
import { cleanText } from '../text/clean.js';

/** A probe that has no answer yet. */
export interface WaitingProbe {
  readonly key: FactKey;
  /** When it began, on the clock that `nowMs` is of, milliseconds. */
  readonly sinceMs: number;
}

/** When waiting ends whatever happens, milliseconds; left out where the caller does not know. */
export interface WaitLimits {
  /** Longest time of one probe. */
  readonly stepMs?: number;
  /** When the whole check ends, on the same clock as `nowMs`. */
  readonly untilMs?: number;
}

/** More lines than these would cover what somebody reads; the others are counted. */
const MOST_LINES = 3;
/** Names come from servers and files too. */
const MAX_NAME_CHARACTERS = 80;
const SECOND_MS = 1000;

/** One line a probe, the longest waiting first: what is waited for, for how long at most, and how much of that is left. */
export function waitingLines(waiting: readonly WaitingProbe[], nowMs: number, limits: WaitLimits): string[] {
  const lines = waiting
    .slice(0, MOST_LINES)
    .map((probe) => `waiting for ${nameOf(probe.key)}${timeLeft(probe, nowMs, limits)}`);
  const more = waiting.length - MOST_LINES;
  return more > 0 ? [...lines, `and for ${more} more`] : lines;
}

/** The same as one line without times, for a log. */
export function waitingLine(waiting: readonly WaitingProbe[]): string {
  const names = waiting.slice(0, MOST_LINES).map(({ key }) => nameOf(key));
  const more = waiting.length - names.length;
  return `waiting for ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function timeLeft({ sinceMs }: WaitingProbe, nowMs: number, { stepMs, untilMs }: WaitLimits): string {
  if (stepMs === undefined) return '';
  const end = Math.min(sinceMs + stepMs, untilMs ?? Number.POSITIVE_INFINITY);
  const left = Math.max(0, end - nowMs);
  return `, ${Math.ceil((end - sinceMs) / SECOND_MS)} s at most, ${Math.ceil(left / SECOND_MS)} s left`;
}

function nameOf(key: FactKey): string {
  return cleanText(describe(key), MAX_NAME_CHARACTERS);
}

function describe(key: FactKey): string {
  switch (key.kind) {
    case 'dns':
      return `DNS ${key.name} at ${key.server}`;
    case 'tcp':
      return `TCP ${key.address}:${key.port}`;
    case 'tls':
      return `TLS ${key.serverName ?? key.route.address}:${key.route.port}`;
    case 'http':
      return `${key.method} ${new URL(key.url).host}`;
    case 'certificate':
      return `certificate at ${new URL(key.url).host}`;
    case 'helper':
      return `${key.program} for ${key.server}`;
  }
}
