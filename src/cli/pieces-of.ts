import { read } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

/** Bytes read at once. */
const PIECE_BYTES = 256 * 1024;
/** Wait before asking again a pipe that another process made non-blocking, ms. */
const RETRY_MS = 5;
const STANDARD_INPUT = 0;

const readInto = promisify(read);

/**
 * The bytes of a file, or of standard input, piece by piece in one and the same buffer: a stream would leave hundreds of MB of old ones to the
 * garbage collector. A piece is overwritten by the next. Errors are those of the system.
 * @param path null for standard input.
 */
export async function* piecesOf(path: string | null): AsyncGenerator<Buffer> {
  const handle: FileHandle | null = path === null ? null : await open(path);
  const buffer = Buffer.allocUnsafeSlow(PIECE_BYTES);
  try {
    for (;;) {
      const bytes = await readSome(handle?.fd ?? STANDARD_INPUT, buffer);
      if (bytes === 0) return;
      yield buffer.subarray(0, bytes);
    }
  } finally {
    await handle?.close();
  }
}

async function readSome(descriptor: number, buffer: Buffer): Promise<number> {
  for (;;) {
    try {
      return (await readInto(descriptor, buffer, 0, buffer.length, null)).bytesRead;
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'EAGAIN') throw error;
      await setTimeout(RETRY_MS);
    }
  }
}
