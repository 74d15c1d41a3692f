import { explainedCodes } from '../prove/explained-codes.js';
import { lastWords } from '../prove/last-words.js';
import type { Enclose } from '../prove/run-client.js';
import { type ProgramCall, type ProgramEnd, runProgram } from '../prove/run-program.js';
import { withoutSecrets } from '../prove/without-tokens.js';
import type { Access } from './access.js';
import { type Refusal, refusalOf } from './refusal.js';
import type { OwnNames } from './target.js';

/** A falling back from a dead port takes 30 s, a real pull of a few hundred bytes no more than that; milliseconds. */
const PROGRAM_MS = 60_000;

/** What all steps of a round trip share. */
export interface Trip {
  readonly names: OwnNames;
  /** Absolute path of skopeo. */
  readonly skopeo: string;
  readonly access: Access;
  /** Nobody's account is used: there is none. */
  readonly anonymous: boolean;
  readonly scratch: string;
  /** Puts a program into mounts of its own, or leaves it as it is. */
  readonly enclose: Enclose;
  /** Strings that stand in no output. */
  readonly secrets: readonly string[];
  /** By then all programs but those that remove are ended, milliseconds of `performance.now()`. */
  readonly deadline: number;
  /** Ends whatever runs (Ctrl-C). */
  readonly signal: AbortSignal;
  /** Told of each step before it begins. */
  readonly onStep: (words: string) => void;
}

/** How one program ended, and what its words say. */
export interface Step {
  readonly program: string;
  readonly outcome: 'ok' | 'fail' | 'unknown';
  readonly ms: number;
  /** Last words; null where it succeeded. */
  readonly says: string | null;
  readonly causes: readonly string[];
  /** Null where it did not fail by itself; `withheld`: it was not run. */
  readonly refusal: Refusal | null;
  /** All that it printed, without secrets. */
  readonly output: string;
}

/** Runs skopeo with these words. @param signal ends it early; left out: the trip's, and its deadline counts. */
export function runSkopeo(trip: Trip, parameters: readonly string[], signal?: AbortSignal): Promise<Step> {
  const { skopeo: program, scratch } = trip;
  const environment = { TMPDIR: scratch, XDG_DATA_HOME: `${scratch}/data` };
  return runStep(trip, { program, parameters, environment }, scratch, signal);
}

/** Runs a client's program as it stands. @param scratch directory of its own. */
export async function runStep(
  trip: Trip,
  call: Pick<ProgramCall, 'program' | 'parameters' | 'environment'>,
  scratch: string,
  signal?: AbortSignal,
): Promise<Step> {
  const left = signal === undefined ? trip.deadline - performance.now() : PROGRAM_MS;
  const timeoutMs = Math.max(1, Math.round(Math.min(PROGRAM_MS, left)));
  const line = trip.enclose(call, scratch);
  return stepOf(call.program, await runProgram({ ...line, timeoutMs, signal: signal ?? trip.signal }), trip.secrets);
}

/** Of a program that was not run: nobody showed that it sends no credential over plain HTTP. */
export function withheldStep(program: string): Step {
  const says = 'not run: it would, or could, send a credential over plain HTTP';
  return { program, outcome: 'unknown', ms: 0, says, causes: [], refusal: 'withheld', output: '' };
}

function stepOf(program: string, end: ProgramEnd, secrets: readonly string[]): Step {
  const { ms } = end;
  const output = withoutSecrets(end.output, secrets);
  if (end.exitCode === 0) return { program, outcome: 'ok', ms, says: null, causes: [], refusal: null, output };
  const stopped = end.ended !== 'by itself' || end.exitCode === null;
  const words = lastWords(output);
  const causes = explainedCodes(words);
  return {
    program,
    outcome: stopped ? 'unknown' : 'fail',
    ms,
    says: stopped ? stoppedWords(end, words) : (words ?? `exit code ${end.exitCode}, without a word`),
    causes,
    refusal: stopped ? null : refusalOf(output, causes),
    output,
  };
}

function stoppedWords({ ended, ms }: ProgramEnd, words: string | null): string {
  const last = words === null ? '' : `; its last words: ${words}`;
  switch (ended) {
    case 'time limit':
      return `stopped after ${Math.round(ms / 1000)} s without an end${last}`;
    case 'not started':
      return `could not be started${last}`;
    default:
      return `interrupted${last}`;
  }
}
