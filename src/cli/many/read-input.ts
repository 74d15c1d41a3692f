import { constants, createReadStream, openSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { type Decoded, decode } from '../../many/inputs/decode.js';

/** The objects of a large cluster as JSON stay below it; whoever gives more has given the wrong file. */
const MAX_BYTES = 64 * 1024 * 1024;
/** `helm template` and `kubectl get` of a large cluster are silent that long before they write; a pipe that nobody writes to is a mistake (ms). */
const MAX_SILENCE_MS = 120_000;

const SAID: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  ENOTDIR: 'is not there',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  EISDIR: 'is a directory',
};

/**
 * A file (also a pipe, as of `<(…)`) as text, or in a few words that go on after its name why it gave none. Waits at most two minutes for each piece.
 * @param silenceMs shorter only in tests.
 */
export async function readInputFile(path: string, silenceMs = MAX_SILENCE_MS): Promise<Decoded> {
  try {
    const found = await stat(path);
    if (found.size > MAX_BYTES) return tooLarge();
    return await readInput(found.isFIFO() ? pipe(path) : createReadStream(path), silenceMs);
  } catch (error) {
    return { ok: false, why: saidOf(error) };
  }
}

/** A pipe that can be given up: the file system's own way to open one waits for a writer and can't be ended. */
function pipe(path: string): Socket {
  return new Socket({ fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK), readable: true, writable: false });
}

/** All of a stream as text, bounded in the same way. */
export async function readInput(
  stream: NodeJS.ReadableStream & { destroy(error?: Error): unknown },
  silenceMs = MAX_SILENCE_MS,
): Promise<Decoded> {
  let isSilent = false;
  const timer = setTimeout(() => {
    isSilent = true;
    stream.destroy();
  }, silenceMs);
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of stream) {
      const part = Buffer.from(piece as Uint8Array);
      bytes += part.length;
      if (bytes > MAX_BYTES) return tooLarge();
      pieces.push(part);
      timer.refresh();
    }
  } catch (error) {
    if (!isSilent) return { ok: false, why: saidOf(error) };
  } finally {
    clearTimeout(timer);
  }
  if (isSilent) return { ok: false, why: `gives nothing for ${silenceMs / 1000} s` };
  return decode(Buffer.concat(pieces));
}

function tooLarge(): Decoded {
  return { ok: false, why: `is larger than ${MAX_BYTES / 1024 / 1024} MiB` };
}

function saidOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
  return SAID[code] ?? `can't be read (${code})`;
}
