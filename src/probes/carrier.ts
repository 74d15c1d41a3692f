import type { Duplex } from 'node:stream';
import type { TapStream } from './tap-stream.js';

/** One open connection as it is handed from probe to probe: raw, under TLS, and perhaps already used for HTTP. */
export interface Carrier {
  /** What requests are written to: the TCP connection itself, or TLS over it. */
  readonly stream: Duplex;
  /** The bytes on the wire below. */
  readonly tap: TapStream;
}

/** True where the connection can still be expected to carry a request. */
export function isUsable({ stream, tap }: Carrier): boolean {
  return !stream.destroyed && !tap.destroyed && !tap.ended && tap.failure === null;
}

/** Ends the connection and all on top of it, without waiting for the other side. */
export function destroyCarrier({ stream, tap }: Carrier): void {
  stream.on('error', () => {});
  stream.destroy();
  tap.destroy();
}
