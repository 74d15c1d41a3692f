import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** Bytes handed to the socket at a time. */
const CHUNK_BYTES = 64 * 1024;
/**
 * Wait after the first bytes, milliseconds: who refuses a part for its size does so by its head, and an answer that comes while the part is still sent
 * may be lost with the connection.
 */
const HEAD_START_MS = 300;

/** A body of zero bytes, made as they are sent. */
export interface ZeroBody {
  readonly stream: Readable;
  /** An answer has come: nothing more is sent. */
  stop(): void;
  /** True once all of it was handed to the socket. */
  isWhole(): boolean;
}

/** So many zero bytes. */
export function zeroBody(bytes: number): ZeroBody {
  let isStopped = false;
  let isWhole = false;
  const answered = new AbortController();
  async function* chunks(): AsyncGenerator<Buffer, void, undefined> {
    const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, bytes));
    for (let sent = 0; sent < bytes; sent += CHUNK_BYTES) {
      if (sent === CHUNK_BYTES) await sleep(HEAD_START_MS, null, { signal: answered.signal }).catch(() => null);
      // An end before the length that was told would count as a fault of the request.
      if (isStopped) await new Promise(() => {});
      yield chunk.subarray(0, Math.min(CHUNK_BYTES, bytes - sent));
    }
    isWhole = true;
  }
  return {
    stream: Readable.from(chunks(), { objectMode: false }),
    stop: () => {
      isStopped = true;
      answered.abort();
    },
    isWhole: () => isWhole,
  };
}
