import { Duplex } from 'node:stream';
import { errorCode } from './parse/errno.js';

/**
 * A stream over another that remembers what came in, up to a limit. TLS and HTTP run on top; when they fail, what the
 * other side really said is still there to be read.
 */
export class TapStream extends Duplex {
  readonly #inner: Duplex;
  #received: Buffer[] = [];
  #receivedBytes = 0;
  #keepBytes: number;
  #ended = false;
  #failure: string | null = null;

  /** `keepBytes`: how much of what comes in is remembered from the last `forget` on. */
  constructor(inner: Duplex, keepBytes: number) {
    super({ allowHalfOpen: true });
    this.#inner = inner;
    this.#keepBytes = keepBytes;
    inner.on('data', (chunk: Buffer) => {
      this.#remember(chunk);
      if (!this.push(chunk)) inner.pause();
    });
    inner.once('end', () => this.#end());
    inner.once('close', () => this.#end());
    inner.on('error', (error) => {
      this.#failure ??= errorCode(error);
      this.destroy(error);
    });
    // An idle connection may fail while nobody looks; whoever uses it reads `failure`.
    this.on('error', () => {});
  }

  /** What came in since the last `forget`, at most `keepBytes`. */
  get received(): Buffer {
    return Buffer.concat(this.#received);
  }

  /** Bytes in since the last `forget`, also those no longer kept. */
  get receivedBytes(): number {
    return this.#receivedBytes;
  }

  /** True once the other side has closed its direction, whether that was read or not. */
  get ended(): boolean {
    return this.#ended;
  }

  /** errno name of what broke the connection, or null. */
  get failure(): string | null {
    return this.#failure;
  }

  /** Starts remembering anew, up to `keepBytes`. */
  forget(keepBytes: number): void {
    this.#received = [];
    this.#receivedBytes = 0;
    this.#keepBytes = keepBytes;
  }

  #remember(chunk: Buffer): void {
    const room = this.#keepBytes - Math.min(this.#receivedBytes, this.#keepBytes);
    if (room > 0) this.#received.push(chunk.subarray(0, room));
    this.#receivedBytes += chunk.length;
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    if (!this.destroyed) this.push(null);
  }

  override _read(): void {
    this.#inner.resume();
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#inner.write(chunk, encoding, done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#inner.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#inner.destroy();
    done(error);
  }
}
