import type { Duplex } from 'node:stream';
import type { Client } from 'undici';
import type { TapStream } from './tap-stream.js';

/** One open connection as it is handed from probe to probe: raw, under TLS, and perhaps already used for HTTP. */
export interface Carrier {
  /** What requests are written to: the TCP connection itself, or TLS over it. */
  readonly stream: Duplex;
  /** The bytes on the wire below. */
  readonly tap: TapStream;
  /** The HTTP client bound to this connection after its first request. */
  client: Client | null;
}

/** True where the connection can still be expected to carry a request. */
export function isUsable({ stream, tap, client }: Carrier): boolean {
  return !stream.destroyed && !tap.destroyed && !tap.ended && tap.failure === null && client?.closed !== true;
}

/** Why a client is told to end. Node reads the stack of whatever ends a socket, and V8 counts every line of the program to write one (10 ms): this one is written. */
const ENDED = Object.assign(new Error('the connection is not needed any more'), { stack: '' });

/** Ends the connection and all on top of it, without waiting for the other side. */
export function destroyCarrier({ stream, tap, client }: Carrier): void {
  // The promise settles only after the socket's close; nothing depends on it.
  client?.destroy(ENDED).catch(() => {});
  stream.on('error', () => {});
  stream.destroy();
  tap.destroy();
}
