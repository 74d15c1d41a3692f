import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, test } from 'vitest';
import { FOREIGN_LOGS, foreignLog } from '../explain/foreign/logs.js';
import { Chance, type Line } from '../explain/foreign/random.js';
import { regdoctor } from '../live/run-regdoctor.js';

const LOG_BYTES = 200_000_000;
/** The promise is 200 MB of memory at 50 MB/s for any size; time is the processor's, since others may use this machine. */
const MOST_MEMORY_BYTES = 200_000_000;
const LEAST_RATE = 50;
const MEGABYTE = 1e6;
const TICKS_PER_SECOND = 100;
/** What the loop below does in a second of the processor for which the promise is made, MB. A slower processor, or one that is shared, owes less in proportion. */
const REFERENCE_RATE = 400;
const REFERENCE_BYTES = 32e6;
const REFERENCE_RUNS = 5;

/** MB a second of one dependent look-up a byte, which is the least that any scanner does; the best of a few runs. */
function processorRate(): number {
  const bytes = Buffer.alloc(REFERENCE_BYTES, 'one dependent step a byte ');
  const table = Int32Array.from({ length: 64 * 256 }, (_, index) => ((index * 7) & 63) * 256);
  const seconds = Array.from({ length: REFERENCE_RUNS }, () => {
    const from = process.cpuUsage();
    let state = 0;
    for (let at = 0; at < bytes.length; at += 1) state = table[state + (bytes[at] as number)] as number;
    const { user, system } = process.cpuUsage(from);
    return state < 0 ? 0 : (user + system) / 1e6;
  });
  return REFERENCE_BYTES / MEGABYTE / Math.min(...seconds);
}

/** Neighbours on the same processor only ever slow it down: one run that is fast enough shows what the code can do. */
const FURTHER_RUNS = 2;

/** Highest memory (bytes) and processor time (seconds) of a process as Linux counts them. */
function used(pid: number): { readonly memory: number; readonly seconds: number } {
  const memory = Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
  if (Number.isNaN(memory)) throw new Error('it has ended');
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return { memory, seconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND };
}

/** What services say on an ordinary day: one line in ten is an error of something else. Few blocks over and over: making them must not take the time. */
function* ordinaryLog(): Generator<Buffer> {
  const usual: readonly Line[] = [
    (c) =>
      `${c.time} INFO [${c.word}-${c.below(32)}] com.example.${c.word}.Service - handled ${c.below(900)} of ${c.word} in ${c.below(900)} ms`,
    (c) =>
      `${c.address} - - "GET /api/${c.word}/${c.below(9999)} HTTP/1.1" 200 ${c.below(9999)} "https://www.example.com/${c.word}" "Mozilla/5.0 (X11; Linux x86_64)"`,
    (c) =>
      `{"time":"${c.time}","level":"info","msg":"done","path":"/${c.word}","trace":"${c.hex(32)}","ms":${c.below(900)}}`,
  ];
  const lines = [
    ...Array.from({ length: 9 }, () => usual).flat(),
    ...Object.values(FOREIGN_LOGS).map((of) => of[0] ?? usual[0]),
  ];
  const blocks = [...foreignLog([lines.filter((line) => line !== undefined)], LOG_BYTES / 20, 5)];
  const chance = new Chance(1);
  for (let bytes = 0; bytes < LOG_BYTES; ) {
    const block = chance.of(blocks);
    bytes += block.length;
    yield block;
  }
}

test.skipIf(process.platform !== 'linux')(
  'a log of any size: 50 MB for each second of the processor, in less than 200 MB of memory',
  { timeout: 120_000, retry: FURTHER_RUNS },
  async () => {
    const child = regdoctor(['explain', '--json'], { stdin: 'pipe' });
    if (child.stdin === null || child.pid === undefined) throw new Error('it did not start');
    const { pid } = child;
    let last = used(pid);
    const timer = setInterval(() => {
      try {
        last = used(pid);
      } catch {
        clearInterval(timer);
      }
    }, 20);
    await pipeline(Readable.from(ordinaryLog()), child.stdin);
    await child;
    clearInterval(timer);
    const processor = processorRate();
    const rate = LOG_BYTES / MEGABYTE / last.seconds;
    console.log(
      `explain: ${rate.toFixed(0)} MB for each second of the processor, ${(last.memory / MEGABYTE).toFixed(0)} MB of memory; the processor's own ${processor.toFixed(0)} MB`,
    );
    expect(last.memory).toBeLessThan(MOST_MEMORY_BYTES);
    expect(rate).toBeGreaterThan(LEAST_RATE * Math.min(1, processor / REFERENCE_RATE));
  },
);
