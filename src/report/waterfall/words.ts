import type { ReportAttempt } from '../schema.js';
import type { Layer } from './waterfall.js';

/** The bar's layer: pings, logins and lists of tags are HTTP without more to say. */
export function layerOf(step: ReportAttempt['step']): Layer {
  return step === 'ping' || step === 'login' || step === 'tags' ? 'http' : step;
}

/** What a step spoke to, in full; empty for a wait that failed, whose detail says all. */
export function labelOf({ step, outcome, detail, url, address, parent }: ReportAttempt): string {
  if (step === 'wait') return outcome === 'ok' ? (detail ?? '') : '';
  if (step === 'dns') return `${url ?? ''}${address === null ? '' : ` at ${address}`}`;
  return parent === null ? (url ?? '') : (address ?? url ?? '');
}

/** Kinds of failure that leave a request without a connection (plan/failure.ts). */
const BEFORE_IT_WENT_OUT = /^(?:dns|tcp|tls)-/;

/** True for a request that never went out: it failed as its look-up, connect or handshake did. */
export function isNotSent({ outcome, status }: ReportAttempt, parts: readonly ReportAttempt[]): boolean {
  if (outcome === 'ok' || outcome === 'unknown' || status !== null || parts.length === 0) return false;
  return BEFORE_IT_WENT_OUT.test(outcome) || parts.some((part) => part.outcome === outcome);
}
