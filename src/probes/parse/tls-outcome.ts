import type { TlsFact } from '../../facts/facts.js';
import { cleanText } from '../../text/clean.js';
import { looksLike } from './first-bytes.js';
import { alertNumberIn, alertText } from './tls-alert.js';

const MAX_DETAIL_CHARACTERS = 200;

/** What is known when a handshake has failed. */
export interface FailedHandshake {
  /** Bytes the server sent, from the first on. */
  readonly received: Buffer;
  /** OpenSSL's or Node's error; its text is read for the alert number and the reason only. */
  readonly message: string;
  readonly code: string;
  /** OpenSSL's short reason such as `wrong version number`, or null. */
  readonly reason: string | null;
  /** errno name of what broke the connection below, or null. */
  readonly failure: string | null;
  /** True where the other side closed its direction. */
  readonly ended: boolean;
  readonly timeUp: boolean;
}

/** Names the way a handshake failed, and the detail a person would ask for. */
export function tlsOutcome(failed: FailedHandshake): { outcome: TlsFact['outcome']; detail: string | null } {
  const looks = looksLike(failed.received);
  if (looks === 'http') return { outcome: 'plain-http', detail: null };
  if (looks === 'other') return { outcome: 'not-tls', detail: null };
  const alert = alertNumberIn(failed.message) ?? plainAlert(failed.received);
  if (alert !== null) return { outcome: 'alert', detail: alertText(alert) };
  if (failed.failure === 'ECONNRESET' || failed.failure === 'EPIPE')
    return { outcome: 'reset', detail: failed.failure };
  if (failed.failure !== null) return { outcome: 'failed', detail: failed.failure };
  if (failed.timeUp) return { outcome: 'silent', detail: null };
  const reason = failed.reason === null ? failed.code : cleanText(failed.reason, MAX_DETAIL_CHARACTERS);
  // A reason of OpenSSL's own comes before the end of the stream, which follows from it.
  if (failed.reason === null && failed.ended) return { outcome: 'closed', detail: null };
  return { outcome: 'failed', detail: reason };
}

/** Fatal alert in the clear as the very first record: OpenSSL's text has no number where the peer also closed. */
function plainAlert(received: Buffer): number | null {
  const [type, , , , length, level, description] = received;
  return type === 21 && length === 2 && level === 2 && description !== undefined ? description : null;
}
