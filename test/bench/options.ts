import { parseArgs } from 'node:util';

/** What `npm run bench -- FLAGS` asks for. */
export interface Options {
  /** Runs of each command, interleaved; the median counts. */
  readonly runs: number;
  /** Real clients that wait for half a minute too. */
  readonly long: boolean;
  /** Where the figures go as JSON, or null. */
  readonly json: string | null;
  /** Names of the sections to measure; null: all. */
  readonly only: readonly string[] | null;
}

const USUAL_RUNS = '15';

/** Reads the flags; throws on a wrong one. */
export function readOptions(words: readonly string[]): Options {
  const text = { type: 'string' } as const;
  const options = {
    runs: { ...text, default: USUAL_RUNS },
    long: { type: 'boolean' },
    json: text,
    only: text,
  } as const;
  const { values } = parseArgs({ args: [...words], options });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new Error(`--runs: ${values.runs} is no number of runs`);
  return { runs, long: values.long === true, json: values.json ?? null, only: values.only?.split(',') ?? null };
}
