import type { CommandOptions, CommandResult } from '../conformance/rig/command.js';
import { median, type Row } from './row.js';

/** How commands are run: on the bench's own machine, or on one of the rig. */
export type Run = (command: string, args: readonly string[], options?: CommandOptions) => Promise<CommandResult>;

/** A command by the name that the table shows. */
export interface Candidate {
  readonly name: string;
  readonly command: readonly string[];
  /** Other exit codes than 0 that are as good: a verdict, not a failure. */
  readonly codes?: readonly number[];
}

/** One run: milliseconds on the wall and of the processor, programs that were run included. */
interface Sample {
  readonly wallMs: number;
  readonly processorMs: number;
}

const TIMED = 'TIMEFORMAT="@ %3R %3U %3S"; time "$@" >/dev/null';
/** GNU time, where it is there. */
const MEMORY = 'if [ -x /usr/bin/time ]; then exec /usr/bin/time -f "@ %M" "$@" >/dev/null; fi; "$@" >/dev/null';
const KIBIBYTE = 1024;
const MEMORY_RUNS = 3;

async function timed(run: Run, candidate: Candidate): Promise<Sample> {
  const [wall = Number.NaN, user = Number.NaN, system = Number.NaN] = await figures(run, candidate, TIMED);
  return { wallMs: wall * 1000, processorMs: (user + system) * 1000 };
}

/** The numbers behind the last `@` on standard error; throws where the command failed. */
async function figures(run: Run, { name, command, codes = [] }: Candidate, script: string): Promise<number[]> {
  const { code, stderr } = await run('bash', ['-c', script, 'bash', ...command]);
  if (code !== 0 && !codes.includes(code)) throw new Error(`${name} exited ${code}: ${stderr}`);
  return (/@ ([\d. ]+)\s*$/.exec(stderr)?.[1] ?? '').split(' ').filter(Boolean).map(Number);
}

/** Runs all of them in turn so many times, so that what else the machine does meets each alike; medians, and the most memory of any run. */
export async function compare(run: Run, candidates: readonly Candidate[], runs: number): Promise<Row[]> {
  const samples = new Map<string, Sample[]>();
  // The first one of each finds cold files.
  for (const candidate of candidates) await timed(run, candidate);
  for (let round = 0; round < runs; round += 1)
    for (const candidate of candidates)
      samples.set(candidate.name, [...(samples.get(candidate.name) ?? []), await timed(run, candidate)]);
  const rows: Row[] = [];
  for (const candidate of candidates) {
    const of = samples.get(candidate.name) ?? [];
    const memory: number[] = [];
    for (let round = 0; round < MEMORY_RUNS; round += 1) memory.push(...(await figures(run, candidate, MEMORY)));
    rows.push({
      name: candidate.name,
      figures: {
        wallMs: median(of.map(({ wallMs }) => wallMs)),
        leastWallMs: Math.min(...of.map(({ wallMs }) => wallMs)),
        processorMs: median(of.map(({ processorMs }) => processorMs)),
        memoryBytes: memory.length === 0 ? null : Math.max(...memory) * KIBIBYTE,
      },
    });
  }
  return rows;
}
