import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
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

/** Headers of one answer; real ones stay under 8 KiB. Go programs read 10 MiB (golang/go `net/http/transport.go`: maxHeaderResponseSize), which takes a parser in JavaScript seconds. */
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
  carrier.tap.forget(KEEP_BYTES);
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
    let isRead = false;
    let done = false;
    const settle = (outcome: HttpFact['outcome'], detail: string | null, complete = false, mayReuse = complete) => {
      if (done) return;
      done = true;
      release();
      clearTimeout(bodyTimer);
      const body = Buffer.concat(chunks);
      const ms = headersMs ?? sinceStart();
      resolve({
        answer: { outcome, ms, status, statusText, headers, body, bodyBytes, ended: complete, detail },
        reusable: mayReuse && part?.isWhole() !== false,
      });
    };
    const timeUp = () => {
      if (isRead) ended(false);
      else if (deadline.stopped) settle('failed', STOPPED);
      else if (status === null) {
        // Under TLS what came may have been session tickets.
        const began = !encrypted && carrier.tap.receivedBytes > 0;
        settle('silent', began ? `${carrier.tap.receivedBytes} bytes of the headers came` : null);
      } else if (need === 'start' && bodyBytes > 0) settle('response', null);
      else settle('stalled', `${bodyBytes} bytes of the body came`);
    };
    const failed = (error: Error) => {
      const { received, failure, ended } = carrier.tap;
      const code = errorCode(error);
      const { outcome, detail } = httpOutcome({ code, message: error.message, received, encrypted, failure, ended });
      // Whoever doesn't want a part may hang up before the end of it.
      settle(code === 'EPIPE' && part !== null ? 'reset' : outcome, detail);
    };
    const read = (chunk: Buffer) => {
      bodyBytes += chunk.length;
      const most = need === 'whole' ? MAX_BODY_BYTES : MAX_START_BYTES;
      chunks.push(chunk.subarray(0, Math.max(0, most - (bodyBytes - chunk.length))));
      if (bodyBytes <= most) return;
      if (need === 'start') settle('response', null);
      else settle('too-large', `body over ${MAX_BODY_BYTES} bytes`);
    };
    const ended = (mayReuse: boolean) => {
      if (need === 'start' || key.method === 'HEAD') return settle('response', null, true, mayReuse);
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
      settle('response', null, true, mayReuse);
    };
    release = onAbort(deadline.signal, timeUp);
    try {
      const asked = send(carrier, { path, method: key.method, headers: request.headers });
      const answered = (answer: IncomingMessage) => {
        part?.stop();
        headersMs = sinceStart();
        status = answer.statusCode ?? 0;
        statusText = answer.statusMessage ?? '';
        headers = headersOf(answer.rawHeaders);
        bodyTimer = setTimeout(timeUp, MAX_BODY_MS);
        answer.on('data', read).on('error', failed);
        answer.on('end', () => {
          // Between two requests it stands still, so that bytes that nobody asked for are seen (connection-pool.ts).
          carrier.stream.pause();
          // Until the request has closed, it may still take its listeners off the connection, and with them those of the next one.
          isRead = true;
          if (asked.shouldKeepAlive && part?.isWhole() !== false) asked.once('close', () => ended(true));
          else ended(false);
        });
      };
      asked.on('response', answered).on('error', failed);
      // Nobody asked for another protocol.
      asked.on('upgrade', () => failed(new Error('upgraded')));
      if (part === null) asked.end(request.body ?? undefined);
      else part.stream.pipe(asked);
    } catch (error) {
      failed(error instanceof Error ? error : new Error('not sent'));
    }
  });
}

/** Puts the head of a request on an open connection, which stays open afterwards where the other side lets it. */
function send(carrier: Carrier, options: RequestOptions & { readonly headers: Record<string, string> }): ClientRequest {
  // Imported, its WebSocket and with it all of fetch would be loaded at the start of every check: 70 ms of a processor, 13 MB.
  const { request } = process.getBuiltinModule('node:http');
  const { host = '', ...headers } = options.headers;
  const asked = request({
    ...options,
    createConnection: () => carrier.stream,
    headers: { host, connection: 'keep-alive', ...headers },
    maxHeaderSize: MAX_HEADER_BYTES,
  });
  carrier.stream.resume();
  return asked;
}

/** Names in lower case, several lines of one name as a list. */
function headersOf(raw: readonly string[]): RawHeaders {
  const headers: Record<string, string | string[]> = Object.create(null);
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    const value = raw[at + 1] ?? '';
    const known = headers[name];
    headers[name] = known === undefined ? value : [known, value].flat();
  }
  return headers;
}
