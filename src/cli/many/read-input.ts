import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
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

/** A file (also a pipe, as of `<(…)`) as text, or in a few words that go on after its name why it gave none. Waits at most two minutes for each piece. */
export async function readInputFile(path: string): Promise<Decoded> {
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) return tooLarge();
    return await readInput(createReadStream(path));
  } catch (error) {
    return { ok: false, why: saidOf(error) };
  }
}

/** All of a stream as text, bounded in the same way. */
export async function readInput(stream: NodeJS.ReadableStream & { destroy(error?: Error): unknown }): Promise<Decoded> {
  let isSilent = false;
  const timer = setTimeout(() => {
    isSilent = true;
    stream.destroy();
  }, MAX_SILENCE_MS);
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
  if (isSilent) return { ok: false, why: `gives nothing for ${MAX_SILENCE_MS / 1000} s` };
  return decode(Buffer.concat(pieces));
}

function tooLarge(): Decoded {
  return { ok: false, why: `is larger than ${MAX_BYTES / 1024 / 1024} MiB` };
}

function saidOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
  return SAID[code] ?? `can't be read (${code})`;
}
