import type { Duplex } from 'node:stream';
import { cleanText } from '../text/clean.js';
import { type Deadline, onAbort, STOPPED } from './deadline.js';
import { errorCode } from './parse/errno.js';
import { redactText } from './parse/redact.js';

/** A proxy's answer to CONNECT is a status line and a few headers. */
const MAX_ANSWER_BYTES = 16 * 1024;
const MAX_STATUS_CHARACTERS = 120;
/** Headers that tell why: which logins the proxy takes, and Squid's own error. */
const TELLING_HEADERS = ['Proxy-Authenticate', 'X-Squid-Error'] as const;
/** Login schemes of a proxy that are told of; none has more. */
const MAX_HEADER_LINES = 4;
const MAX_HEADER_CHARACTERS = 60;
const END_OF_HEADERS = '\r\n\r\n';

/**
 * What came of a CONNECT: `open`, or why not. `refused` carries status code and text, and what its headers tell besides:
 * `407 Proxy Authentication Required; Proxy-Authenticate: Basic`.
 */
export type TunnelResult =
  | { readonly kind: 'open' }
  | { readonly kind: 'refused' | 'closed' | 'reset' | 'silent' | 'failed'; readonly detail: string | null };

/**
 * Asks the proxy behind `stream` for a tunnel to `target` (host:port). Only 200 opens it (golang/go net/http
 * transport.go `dialConn`). Never rejects.
 */
export function openTunnel(
  stream: Duplex,
  target: string,
  authorization: string | null,
  deadline: Deadline,
): Promise<TunnelResult> {
  return new Promise((resolve) => {
    let answer = Buffer.alloc(0);
    let release = () => {};
    const settle = (result: TunnelResult) => {
      release();
      stream.off('readable', read).off('end', ended).off('close', ended).off('error', failed);
      resolve(result);
    };
    const read = () => {
      for (let chunk = stream.read(); chunk !== null; chunk = stream.read()) {
        answer = Buffer.concat([answer, chunk as Buffer]);
        const end = answer.indexOf(END_OF_HEADERS);
        if (end >= 0) return settle(judge(stream, answer, end + END_OF_HEADERS.length, sentIn(authorization)));
        if (answer.length > MAX_ANSWER_BYTES) return settle({ kind: 'failed', detail: 'answer to CONNECT too large' });
      }
    };
    const ended = () => settle({ kind: 'closed', detail: 'the proxy closed the connection' });
    const failed = (error: unknown) => {
      const code = errorCode(error);
      settle({ kind: code === 'ECONNRESET' || code === 'EPIPE' ? 'reset' : 'failed', detail: `proxy: ${code}` });
    };
    stream.on('readable', read).on('end', ended).on('close', ended).on('error', failed);
    release = onAbort(deadline.signal, () =>
      settle(deadline.stopped ? { kind: 'failed', detail: STOPPED } : { kind: 'silent', detail: 'proxy: no answer' }),
    );
    const credential = authorization === null ? '' : `Proxy-Authorization: ${authorization}\r\n`;
    stream.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\nUser-Agent: regdoctor\r\n${credential}\r\n`);
  });
}

/** What of the proxy's login went out, for taking it out of what comes back. */
function sentIn(authorization: string | null): string[] {
  if (authorization === null) return [];
  const encoded = authorization.slice('Basic '.length);
  const pair = Buffer.from(encoded, 'base64').toString();
  return [encoded, pair, pair.slice(pair.indexOf(':') + 1)];
}

function judge(stream: Duplex, answer: Buffer, headerBytes: number, secrets: readonly string[]): TunnelResult {
  const head = redactText(answer.subarray(0, headerBytes).toString('latin1'), secrets, 'all');
  const line = head.slice(0, head.indexOf('\r\n'));
  const status = /^HTTP\/1\.[01] (\d{3} ?.*)$/.exec(line)?.[1];
  if (status === undefined) return { kind: 'failed', detail: 'the proxy answered something else than HTTP' };
  if (!status.startsWith('200')) {
    const said = telling(head);
    return { kind: 'refused', detail: [cleanText(status.trim(), MAX_STATUS_CHARACTERS), ...said].join('; ') };
  }
  const rest = answer.subarray(headerBytes);
  if (rest.length > 0) stream.unshift(rest);
  return { kind: 'open' };
}

/** Of a challenge its scheme alone: what follows may be a nonce. */
function telling(head: string): string[] {
  return TELLING_HEADERS.flatMap((name) => {
    const lines = [...head.matchAll(new RegExp(`^${name}: *([^\\r\\n]*)`, 'gim'))].slice(0, MAX_HEADER_LINES);
    const values = lines.map(([, value = '']) => cleanText(value.split(' ')[0] ?? '', MAX_HEADER_CHARACTERS));
    const present = values.filter((value) => value !== '');
    return present.length === 0 ? [] : [`${name}: ${present.join(', ')}`];
  });
}
