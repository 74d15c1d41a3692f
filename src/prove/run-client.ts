import { redactText } from '../probes/parse/redact.js';
import { DebugLog } from './debug-log.js';
import { happened, type Run } from './happened.js';
import type { RealClient, RealPull } from './real-clients.js';
import { type ProgramCall, runProgram } from './run-program.js';
import { bytesBelow } from './scratch.js';
import { withoutSecrets } from './without-tokens.js';

/** An image of more than this is not fetched whole: enough that small ones are, bytes. */
const MOST_BYTES = 32 * 1024 * 1024;
/** Nor one that takes longer than this after its first layer began to come, milliseconds. */
const LAYERS_MS = 3000;
/** Time between two looks at both, milliseconds. */
const LOOK_MS = 100;

/** Changes a line so that it leaves less behind. */
export type Enclose = (
  line: Pick<ProgramCall, 'program' | 'parameters' | 'environment'>,
  scratch: string,
) => typeof line;

/** How to run one client. */
export interface ClientRun {
  readonly real: RealClient;
  readonly pull: RealPull;
  /** Puts the program into mounts of its own, or leaves it as it is. */
  readonly enclose: Enclose;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Taken out of all that is kept. */
  readonly secrets: readonly string[];
  /** The request that was sent last, as `GET URL`; null: none yet. Called as it goes on. */
  readonly onRequest: (request: string | null) => void;
}

/** Runs a real program until it gives up, its time is over, or layers are coming. */
export async function runClient(run: ClientRun): Promise<Run> {
  const { real, pull, signal, secrets } = run;
  const started = performance.now();
  const log = new DebugLog();
  const enough = new AbortController();
  run.onRequest(null);
  const running = runProgram({
    ...run.enclose(real.pull(pull), pull.scratch),
    timeoutMs: run.timeoutMs,
    signal: AbortSignal.any([signal, enough.signal]),
    onLine: (line, ms) => {
      log.line(redactText(line, secrets, 'long'), ms);
      run.onRequest(log.last);
    },
  });
  const watch = setInterval(async () => {
    const { layerMs } = log.seen();
    if (layerMs === null) return;
    const isLong = performance.now() - started > layerMs + LAYERS_MS;
    if (isLong || (await bytesBelow(pull.scratch, MOST_BYTES)) > MOST_BYTES) enough.abort();
  }, LOOK_MS);
  const end = await running.finally(() => clearInterval(watch));
  const isEnough = enough.signal.aborted && !signal.aborted;
  return happened(end, log.seen(), isEnough, (text) => withoutSecrets(text, secrets));
}
