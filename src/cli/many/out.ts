import { write } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT } from '../../report/exit-code.js';

/** A pipe that takes nothing yet is tried again after this, ms. */
const AGAIN_MS = 5;
const STANDARD_OUTPUT = 1;

/** Where lines go while probes run. */
export interface Out {
  /** Resolves when it is written. In the order of the calls. */
  write(text: string): Promise<void>;
}

/**
 * Standard output that never holds up the process: a reader who pauses (`| less`) would stop all clocks, and silence would be seen where answers wait to be read.
 * A terminal takes what comes. A reader who went away ends the run.
 */
export function standardOut(stream: NodeJS.WriteStream = process.stdout): Out {
  if (stream.isTTY === true) return { write: async (text) => void stream.write(text) };
  let last: Promise<void> = Promise.resolve();
  return {
    write(text) {
      last = last.then(() => writeAll(Buffer.from(text)));
      return last;
    },
  };
}

async function writeAll(bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += await writeSome(bytes, at);
}

async function writeSome(bytes: Buffer, at: number): Promise<number> {
  const written = await new Promise<number | string>((resolve) =>
    write(STANDARD_OUTPUT, bytes, at, bytes.length - at, null, (error, count) =>
      resolve(error === null ? count : (error.code ?? 'error')),
    ),
  );
  if (typeof written === 'number') return written;
  if (written === 'EPIPE') process.exit(EXIT.ok);
  if (written !== 'EAGAIN') throw new Error(`standard output can't be written (${written})`);
  await sleep(AGAIN_MS);
  return 0;
}
