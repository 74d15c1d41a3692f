import type { Socket } from 'node:net';
import type { Client, Dispatcher } from 'undici';
import type { HttpFact } from '../facts/facts.js';
import type { HttpKey } from '../facts/keys.js';
import type { Carrier } from './carrier.js';
import { type Deadline, onAbort, STOPPED } from './deadline.js';
import { decodeBody } from './parse/decode-body.js';
import { errorCode } from './parse/errno.js';
import type { RawAnswer } from './parse/http-answer.js';
import { httpOutcome } from './parse/http-outcome.js';
import { firstValue, type RawHeaders } from './parse/response-headers.js';
import type { WireRequest } from './wire-request.js';
import { zeroBody } from './zeros.js';

/** Headers of one answer; real ones stay under 8 KiB. Go programs read 10 MiB (golang/go `net/http/transport.go`: maxHeaderResponseSize), which takes undici seconds. */
const MAX_HEADER_BYTES = 1024 * 1024 + 64 * 1024;
/** Body read at most: containers/image refuses manifests over 4 MiB (`internal/iolimits`). */
const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** Of a blob nothing but its beginning is read, also where a server ignores the range that was asked for (wire-request.ts: LAYER_RANGE). */
const MAX_START_BYTES = 64 * 1024;
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
    const part = request.zeroBytes > 0 ? zeroBody(request.zeroBytes) : null;
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
        answer: { outcome, ms, status, statusText, headers, body, bodyBytes, ended: complete, detail },
        reusable: complete && part?.isWhole() !== false,
      });
    };
    const timeUp = () => {
      if (deadline.stopped) settle('failed', STOPPED);
      else if (status === null) {
        // Under TLS what came may have been session tickets.
        const began = !encrypted && carrier.tap.receivedBytes > 0;
        settle('silent', began ? `${carrier.tap.receivedBytes} bytes of the headers came` : null);
      } else if (need === 'start' && bodyBytes > 0) settle('response', null);
      else settle('stalled', `${bodyBytes} bytes of the body came`);
    };
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart() {},
      onResponseStart(_controller, statusCode, received, message) {
        if (statusCode < 200) return;
        part?.stop();
        headersMs = sinceStart();
        status = statusCode;
        statusText = message ?? '';
        headers = received;
        bodyTimer = setTimeout(timeUp, MAX_BODY_MS);
      },
      onResponseData(_controller, chunk) {
        bodyBytes += chunk.length;
        const most = need === 'whole' ? MAX_BODY_BYTES : MAX_START_BYTES;
        chunks.push(chunk.subarray(0, Math.max(0, most - (bodyBytes - chunk.length))));
        if (bodyBytes <= most) return;
        if (need === 'start') settle('response', null);
        else settle('too-large', `body over ${MAX_BODY_BYTES} bytes`);
      },
      onResponseEnd() {
        if (need === 'start' || key.method === 'HEAD') return settle('response', null, true);
        const decoded = decodeBody(Buffer.concat(chunks), firstValue(headers, 'content-encoding'), MAX_BODY_BYTES);
        if ('fault' in decoded) {
          chunks.length = 0;
          return decoded.fault === 'too-large'
            ? settle('too-large', `body over ${MAX_BODY_BYTES} bytes once unzipped`)
            : settle('malformed', 'the body is said to be gzip and is not');
        }
        if (decoded.body.length !== bodyBytes) {
          chunks.splice(0, chunks.length, decoded.body);
          bodyBytes = decoded.body.length;
        }
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
        // Whoever doesn't want a part may hang up before the end of it.
        settle(code === 'EPIPE' && part !== null ? 'reset' : outcome, detail);
      },
    };
    release = onAbort(deadline.signal, timeUp);
    const { method } = key;
    // undici hangs up after each HEAD, for servers that send a body then; real clients go on with the connection.
    const keeps = method === 'HEAD' ? { reset: false } : {};
    const body = part?.stream ?? request.body;
    client.dispatch({ path, method, headers: request.headers, body, ...keeps }, handler);
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
