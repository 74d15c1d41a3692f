import type { ReportReal } from '../report/schema.js';
import type { SeenRun } from './debug-log.js';
import { explainedCodes } from './explained-codes.js';
import { lastWords } from './last-words.js';
import type { ProgramEnd } from './run-program.js';

/** What a run shows by itself, before it is held against a prediction. */
export interface Run extends Pick<ReportReal, 'outcome' | 'ms' | 'attempts' | 'says' | 'explained' | 'limits'> {
  /** The time limit that ended it, milliseconds; null: something else did. */
  readonly stoppedAfterMs: number | null;
}

/** Codes of a machine on which the program cannot work, whatever the registry does. */
const OF_STORAGE = /^(?:storage-|other:(?:unsupported-filesystem-for-storage|inodes-exhausted))/;
/** Sockets lie below it, so podman takes no longer one (podman pkg/domain/infra/runtime_libpod.go). */
const TOO_LONG = /runroot is longer than \d+ characters/;
/** Exit codes above are told by a program whose child was ended by a signal, as shells do. */
const SIGNALLED = 128;
/** What buildah and podman print of their child in a user namespace, and end with 1 (containers/storage pkg/unshare/unshare_linux.go `ExecRunnable`). */
const CHILD_SIGNALLED = /\bsignal: (?:killed|terminated)\b/;
const KILLED = 'a signal ended it: too little memory for it is the usual reason';
/** Who knows more about it. */
const STORAGE_HINT = 'regdoctor storage says whether it can work here';

/**
 * What came of a run. A pull counts as ok from the first bytes of a layer on, which is as far as predictions go: then its time is the time until
 * these came. What fails after that by the machine's own storage is not the registry's fault; what fails before it by storage is unknown.
 * @param isEnough it was stopped because layers were coming.
 * @param clean takes secrets out of what the program said.
 */
export function happened(end: ProgramEnd, seen: SeenRun, isEnough: boolean, clean: (text: string) => string): Run {
  const words = end.ended === 'by itself' && end.exitCode === 0 ? null : lastWords(end.output);
  const says = words === null ? null : clean(words);
  const explained = explainedCodes(words);
  const attempts = seen.requests.map((request) => ({
    ...request,
    outcome: request.outcome === null ? null : clean(request.outcome),
  }));
  const run = { attempts, says, explained: [...explained], limits: [], stoppedAfterMs: null };
  const came: Run = { ...run, explained: [], outcome: 'ok', ms: seen.layerMs ?? end.ms, says: null };
  if (end.ended === 'by itself' && end.exitCode === 0) return came;
  if (isEnough || (seen.layerMs !== null && end.ended === 'time limit'))
    return { ...came, limits: ['it was stopped when layers were coming: the rest of the image was not fetched'] };
  const ownFault = isKilled(end) ? KILLED : ownFaultOf(words ?? '', explained);
  if (seen.layerMs !== null && ownFault !== null)
    return { ...came, says, explained: [...explained], limits: [`layers came and could not be stored: ${ownFault}`] };
  if (end.ended === 'by itself' && ownFault === null) return { ...run, ms: end.ms, outcome: 'fail' };
  return {
    ...run,
    ms: end.ms,
    outcome: 'unknown',
    stoppedAfterMs: end.ended === 'time limit' ? end.ms : null,
    limits: [whyUnknown(end, ownFault)],
  };
}

/** Nobody here sent the signal: it says nothing of the registry. */
function isKilled({ ended, exitCode, output }: ProgramEnd): boolean {
  return ended === 'by itself' && (exitCode === null || exitCode > SIGNALLED || CHILD_SIGNALLED.test(output));
}

/** Why a program can't work on this machine, whatever the registry does; null: its words are about something else. */
function ownFaultOf(words: string, explained: readonly string[]): string | null {
  if (TOO_LONG.test(words))
    return 'podman takes no scratch directory of such a long name; TMPDIR=DIR names a shorter one';
  return OF_STORAGE.test(explained[0] ?? '') ? STORAGE_HINT : null;
}

function whyUnknown({ ended }: ProgramEnd, ownFault: string | null): string {
  if (ended === 'time limit') return 'it was still waiting when its time was over: --prove-timeout gives it more';
  if (ended === 'interrupted') return 'it was interrupted';
  if (ended === 'not started') return 'it could not be started';
  return ownFault === KILLED ? KILLED : `it does not work here, so nothing was pulled: ${ownFault}`;
}
