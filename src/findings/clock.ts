import type { HttpFact } from '../facts/facts.js';
import type { DiagnosisContext } from './context.js';
import type { Evidence } from './finding.js';
import { roughly } from './parts.js';

/** A server's clock beside this machine's. */
export interface ServerClock {
  /** What the Date header says, milliseconds since the epoch. */
  readonly nowMs: number;
  /** This machine's clock minus the server's, milliseconds. */
  readonly aheadMs: number;
  /** False where the two say the same, as far as Date headers tell. */
  readonly differs: boolean;
  readonly evidence: Evidence;
}

/** Differences under this (ms) are not worth a word: Date has whole seconds, answers take time. */
const NOTABLE_MS = 5 * 60_000;

/** What a server's clock said when it answered, milliseconds since the epoch; null where it didn't say. */
export function serverTimeMs({ headers }: HttpFact): number | null {
  const nowMs = Date.parse(headers['date'] ?? '');
  return Number.isNaN(nowMs) ? null : nowMs;
}

/** Clocks of servers that answered, beside this machine's. */
export function otherClocks({ facts, host }: Pick<DiagnosisContext, 'facts' | 'host'>): ServerClock[] {
  return [...facts.entries()].flatMap(([id, fact]) => {
    const nowMs = fact.kind === 'http' ? Date.parse(fact.headers['date'] ?? '') : Number.NaN;
    const aheadMs = host.nowMs - nowMs;
    if (Number.isNaN(nowMs)) return [];
    const differs = Math.abs(aheadMs) >= NOTABLE_MS;
    const place = URL.parse(/^http \w+ (\S+)/.exec(id)?.[1] ?? '')?.host ?? 'a server';
    const text = differs
      ? `${place} says it is ${iso(nowMs)}; this machine says ${iso(host.nowMs)}, ${roughly(aheadMs)} ${aheadMs > 0 ? 'later' : 'earlier'}`
      : `this machine's clock says ${iso(host.nowMs)}, and ${place} says the same`;
    return [{ nowMs, aheadMs, differs, evidence: { text, fact: id } }];
  });
}

/** `2026-06-15T12:00:00Z` */
export function iso(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
