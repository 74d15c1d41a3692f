import type { HttpFact } from '../../facts/facts.js';
import { looksLike, printable } from './first-bytes.js';
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

/** The first line, up to a query: a server that echoes must not get headers or signatures into a fact. */
const FIRST_LINE = /^[^\r\n?]*/;

function malformed({ received, encrypted }: FailedExchange): string {
  const line = encrypted ? '' : (FIRST_LINE.exec(received.toString('latin1'))?.[0] ?? '');
  const shown = looksLike(received) === 'http' ? null : printable(Buffer.from(line, 'latin1'));
  return shown === null ? 'no valid HTTP' : `no valid HTTP: ${shown}`;
}

/** Names the way an exchange failed before its end; time-outs are the caller's. */
export function httpOutcome(failed: FailedExchange): { outcome: HttpFact['outcome']; detail: string | null } {
  const alert = alertNumberIn(failed.message);
  if (alert !== null) return { outcome: 'closed', detail: `TLS alert: ${alertText(alert)}` };
  if (!failed.encrypted && looksLike(failed.received) === 'tls')
    return { outcome: 'malformed', detail: 'answered with a TLS record' };
  if (failed.code === 'UND_ERR_HEADERS_OVERFLOW')
    return { outcome: 'too-large', detail: 'response headers over the limit' };
  if (failed.failure === 'ECONNRESET' || failed.failure === 'EPIPE')
    return { outcome: 'reset', detail: failed.failure };
  if (failed.failure !== null) return { outcome: 'failed', detail: failed.failure };
  // undici gives its parser's errors a code only for some reasons, but always this name.
  if (failed.code.startsWith('HPE_') || failed.code.startsWith('UND_ERR_RES') || failed.code === 'HTTPParserError')
    return { outcome: 'malformed', detail: malformed(failed) };
  if (failed.ended || failed.code === 'UND_ERR_SOCKET') return { outcome: 'closed', detail: null };
  return { outcome: 'failed', detail: failed.code };
}
