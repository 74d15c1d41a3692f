import { UsageError } from '../report/usage.js';

/** Larger than any configuration file, as for files on disk. */
const MAX_BYTES = 8 * 1024 * 1024;
/** Somebody who pipes a file in has it at hand; a pipe that nobody ends is a mistake (ms). */
const MAX_WAIT_MS = 60_000;

/** All of a stream as text; more than 8 MiB or more than a minute is a wrong call. */
export async function readAll(stream: NodeJS.ReadStream): Promise<string> {
  const timer = setTimeout(
    () => stream.destroy(new UsageError('config: standard input does not end', 'file')),
    MAX_WAIT_MS,
  );
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      const part = Buffer.from(chunk as Uint8Array);
      bytes += part.length;
      if (bytes > MAX_BYTES) throw new UsageError(`config: standard input is larger than ${MAX_BYTES} bytes`, 'file');
      chunks.push(part);
    }
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
