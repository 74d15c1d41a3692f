import type { Socket } from 'node:net';
import type { Client, Dispatcher } from 'undici';
import type { HttpFact } from '../facts/facts.js';
import type { HttpKey } from '../facts/keys.js';
import type { Carrier } from './carrier.js';
import { type Deadline, onAbort, STOPPED } from './deadline.js';
import { errorCode } from './parse/errno.js';
import type { RawAnswer } from './parse/http-answer.js';
import { httpOutcome } from './parse/http-outcome.js';
import type { RawHeaders } from './parse/response-headers.js';
import type { WireRequest } from './wire-request.js';

/** Headers of one answer; Go's default limit is 1 MiB, real ones stay under 8 KiB. */
const MAX_HEADER_BYTES = 64 * 1024;
/** Body read at most: containers/image refuses manifests over 4 MiB (`internal/iolimits`). */
const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** Time for the body after the headers, milliseconds: 4 MiB come within it at under 7 Mbit/s. */
const MAX_BODY_MS = 5000;
/** Bytes on the wire kept to see what garbage begins with. */
const KEEP_BYTES = 1024;

/** How much of the body matters: all of it, or (blobs) only that it comes. */
export type BodyNeed = 'whole' | 'start';

export interface ExchangeResult {
  readonly answer: RawAnswer;
  /** True where the connection can carry another request. */
  readonly reusable: boolean;
}

/** One request and its answer on an open connection. Follows nothing, retries nothing, never rejects. */
export async function exchange(
  carrier: Carrier,
  key: Pick<HttpKey, 'method'>,
  request: WireRequest,
  path: string,
  need: BodyNeed,
  deadline: Deadline,
): Promise<ExchangeResult> {
  carrier.client ??= await bind(carrier, request.url.origin);
  carrier.tap.forget(KEEP_BYTES);
  const client = carrier.client;
  const encrypted = carrier.stream !== carrier.tap;
  const startedAt = performance.now();
  const sinceStart = () => Math.round(performance.now() - startedAt);
  return new Promise((resolve) => {
    let headersMs: number | null = null;
    let status: number | null = null;
    let statusText = '';
    let headers: RawHeaders = {};
    const chunks: Buffer[] = [];
    let bodyBytes = 0;
    let bodyTimer: NodeJS.Timeout | undefined;
    let release = () => {};
    let done = false;
    const settle = (outcome: HttpFact['outcome'], detail: string | null, complete = false) => {
      if (done) return;
      done = true;
      release();
      clearTimeout(bodyTimer);
      const body = Buffer.concat(chunks);
      const ms = headersMs ?? sinceStart();
      resolve({
        answer: { outcome, ms, status, statusText, headers, body, bodyBytes, detail },
        reusable: complete,
      });
    };
    const timeUp = () => {
      if (deadline.stopped) settle('failed', STOPPED);
      else if (status === null) settle('silent', null);
      else if (need === 'start' && bodyBytes > 0) settle('response', null);
      else settle('stalled', `${bodyBytes} bytes of the body came`);
    };
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart() {},
      onResponseStart(_controller, statusCode, received, message) {
        if (statusCode < 200) return;
        headersMs = sinceStart();
        status = statusCode;
        statusText = message ?? '';
        headers = received;
        bodyTimer = setTimeout(timeUp, MAX_BODY_MS);
      },
      onResponseData(_controller, chunk) {
        bodyBytes += chunk.length;
        const room = MAX_BODY_BYTES - (bodyBytes - chunk.length);
        if (need === 'whole') chunks.push(chunk.subarray(0, Math.max(0, room)));
        if (bodyBytes <= MAX_BODY_BYTES) return;
        if (need === 'start') settle('response', null);
        else settle('too-large', `body over ${MAX_BODY_BYTES} bytes`);
      },
      onResponseEnd() {
        settle('response', null, true);
      },
      onResponseError(_controller, error) {
        const { received, failure, ended } = carrier.tap;
        const code = errorCode(error);
        const { outcome, detail } = httpOutcome({
          code,
          message: error.message,
          received,
          encrypted,
          failure,
          ended,
        });
        settle(outcome, detail);
      },
    };
    release = onAbort(deadline.signal, timeUp);
    const { method } = key;
    client.dispatch({ path, method, headers: request.headers, body: request.body }, handler);
  });
}

/** Binds an HTTP client to the open connection; a second connect it might want is refused, for one was given. */
async function bind({ stream }: Carrier, origin: string): Promise<Client> {
  const { Client: HttpClient } = await import('./undici-client.js');
  let given = false;
  return new HttpClient(origin, {
    allowH2: false,
    pipelining: 1,
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect(_options, callback) {
      if (given) return callback(Object.assign(new Error('connection is gone'), { code: 'UND_ERR_SOCKET' }), null);
      given = true;
      // Not at once: undici loses a request whose connect is answered while it still asks.
      // It uses nothing of a socket that a Duplex has not, though its type asks for net.Socket.
      queueMicrotask(() => callback(null, stream as Socket));
    },
  });
}
