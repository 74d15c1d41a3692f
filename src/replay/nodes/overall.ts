import type { FailureKind } from '../../plan/failure.js';
import type { OpenAttempt, StepResult, Walker } from '../walker.js';

const TIMED_OUT: Readonly<Partial<Record<OpenAttempt['step'], FailureKind>>> = {
  dns: 'dns-timeout',
  tcp: 'tcp-timeout',
  tls: 'tls-timeout',
};

/**
 * One limit over a request with its look-up, connect, handshake and redirects (golang/go `net/http/client.go`: Client.Timeout). What was under
 * way when it ran out is what timed out. `limitMs` null: no limit.
 */
export function withinOverall(walker: Walker, limitMs: number | null, request: () => StepResult): StepResult {
  if (limitMs === null) return request();
  const before = { attempts: walker.attempts.length, failures: walker.failures.length, unbounded: walker.unbounded };
  const deadline = walker.clock + limitMs;
  const result = request();
  if (walker.clock <= deadline) return result;
  const hop = walker.attempts
    .slice(before.attempts)
    .findLast(({ parent, startMs, ms }) => parent !== null && startMs < deadline && startMs + ms > deadline);
  walker.failures.length = before.failures;
  walker.unbounded = before.unbounded;
  walker.clock = deadline;
  walker.cutAt(deadline, before.attempts);
  const asked = walker.attempts.slice(before.attempts).findLast(({ parent }) => parent === null);
  if (asked === undefined) return result;
  const kind = hop === undefined ? 'http-timeout' : (TIMED_OUT[hop.step] ?? 'http-timeout');
  const stage = hop === undefined ? 'request canceled' : 'request canceled while waiting for connection';
  if (hop !== undefined) hop.outcome = kind;
  const fact = hop?.facts[0] ?? asked.facts.at(-1) ?? null;
  return walker.fail(asked, kind, `net/http: ${stage} (Client.Timeout exceeded while awaiting headers)`, fact);
}
