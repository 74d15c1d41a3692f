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

/** A user name and a password; tokens of cloud registries are some KiB. */
const MAX_LINE_BYTES = 64 * 1024;

/** The first line of a stream without its line break; more than 64 KiB or more than a minute is a wrong call of `flag`. */
export async function readLine(stream: NodeJS.ReadStream, flag: string): Promise<string> {
  const timer = setTimeout(
    () => stream.destroy(new UsageError(`${flag}: nothing comes on standard input`, flag)),
    MAX_WAIT_MS,
  );
  let line = Buffer.alloc(0);
  try {
    for await (const chunk of stream) {
      line = Buffer.concat([line, Buffer.from(chunk as Uint8Array)]);
      if (line.includes('\n')) break;
      if (line.length > MAX_LINE_BYTES)
        throw new UsageError(`${flag}: the first line is longer than ${MAX_LINE_BYTES} bytes`, flag);
    }
  } finally {
    clearTimeout(timer);
  }
  const end = line.indexOf('\n');
  if (end > MAX_LINE_BYTES)
    throw new UsageError(`${flag}: the first line is longer than ${MAX_LINE_BYTES} bytes`, flag);
  return (end === -1 ? line : line.subarray(0, end)).toString('utf8').replace(/\r$/, '');
}
