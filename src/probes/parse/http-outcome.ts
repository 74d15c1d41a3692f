import type { HttpFact } from '../../facts/facts.js';
import { looksLike } from './first-bytes.js';
import { alertNumberIn, alertText } from './tls-alert.js';

/** What is known when an exchange has failed. */
export interface FailedExchange {
  readonly code: string;
  /** The error's text, read for a TLS alert's number only. */
  readonly message: string;
  /** Bytes the other side sent on the wire since the request. */
  readonly received: Buffer;
  readonly encrypted: boolean;
  /** errno name of what broke the connection below, or null. */
  readonly failure: string | null;
  readonly ended: boolean;
}

/** Names the way an exchange failed before its end; time-outs are the caller's. */
export function httpOutcome(failed: FailedExchange): { outcome: HttpFact['outcome']; detail: string | null } {
  const alert = alertNumberIn(failed.message);
  if (alert !== null) return { outcome: 'failed', detail: `TLS alert: ${alertText(alert)}` };
  if (!failed.encrypted && looksLike(failed.received) === 'tls')
    return { outcome: 'malformed', detail: 'answered with a TLS record' };
  if (failed.code === 'UND_ERR_HEADERS_OVERFLOW')
    return { outcome: 'too-large', detail: 'response headers over the limit' };
  if (failed.failure === 'ECONNRESET' || failed.failure === 'EPIPE')
    return { outcome: 'reset', detail: failed.failure };
  if (failed.failure !== null) return { outcome: 'failed', detail: failed.failure };
  if (failed.code.startsWith('HPE_') || failed.code.startsWith('UND_ERR_RES'))
    return { outcome: 'malformed', detail: failed.code };
  if (failed.ended || failed.code === 'UND_ERR_SOCKET') return { outcome: 'closed', detail: null };
  return { outcome: 'failed', detail: failed.code };
}
