import { connect as openSocket } from 'node:net';
import type { TcpFact } from '../facts/facts.js';
import { bracket } from '../facts/keys.js';
import { type Deadline, onAbort, STOPPED } from './deadline.js';
import { errorCode, tcpOutcomeOf } from './parse/errno.js';
import { segmentsSent, silenceDecidedAt } from './parse/syn-schedule.js';
import type { ProberOptions } from './prober-options.js';
import { TapStream } from './tap-stream.js';

/** How often a neighbouring port is asked for its round trip while silence is undecided. */
const SIBLING_POLL_MS = 100;
/** Received bytes kept of a connection until a probe says what it needs. */
const KEEP_BYTES = 1024;

export interface ConnectResult {
  readonly fact: TcpFact;
  /** The open connection where the outcome is `connected`. */
  readonly stream: TapStream | null;
}

/**
 * Opens one TCP connection to an address literal. Silence is decided at the deadline, or, beside a port of the same
 * address that answers, as soon as the second SYN has had its time; never before two SYNs went out.
 */
export function connect(
  to: { readonly address: string; readonly port: number },
  portMap: ProberOptions['portMap'],
  deadline: Deadline,
  siblingRoundTripMs: () => number | null,
): Promise<ConnectResult> {
  const real = portMap?.get(`${bracket(to.address)}:${to.port}`) ?? to;
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const socket = openSocket({ host: real.address, port: real.port, autoSelectFamily: false, noDelay: true });
    let release = () => {};
    let poll: NodeJS.Timeout | undefined;
    const connected = () => settle('connected', null);
    const failed = (error: Error) => settle(tcpOutcomeOf(errorCode(error)), errorCode(error));
    const settle = (outcome: TcpFact['outcome'], detail: string | null) => {
      release();
      clearTimeout(poll);
      socket.off('connect', connected).off('error', failed);
      const ms = Math.round(performance.now() - startedAt);
      const fact: TcpFact = { kind: 'tcp', outcome, ms, segments: segmentsSent(ms), detail };
      if (outcome === 'connected') return resolve({ fact, stream: new TapStream(socket, KEEP_BYTES) });
      socket.on('error', () => {});
      socket.destroy();
      resolve({ fact, stream: null });
    };
    const lookAtSibling = () => {
      const roundTripMs = siblingRoundTripMs();
      const dueMs = roundTripMs === null ? null : silenceDecidedAt(roundTripMs) - (performance.now() - startedAt);
      if (dueMs !== null && dueMs <= 0) return settle('silent', null);
      poll = setTimeout(lookAtSibling, Math.min(dueMs ?? SIBLING_POLL_MS, SIBLING_POLL_MS));
    };
    socket.once('connect', connected).once('error', failed);
    poll = setTimeout(lookAtSibling, silenceDecidedAt(0));
    release = onAbort(deadline.signal, () => {
      if (deadline.stopped) return settle('failed', STOPPED);
      const waitedMs = Math.round(performance.now() - startedAt);
      if (segmentsSent(waitedMs) >= 2) return settle('silent', null);
      settle('failed', `no answer within ${waitedMs} ms, too short for a second SYN`);
    });
  });
}
