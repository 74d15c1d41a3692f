import type { RaceNode } from '../../plan/nodes.js';
import { BLOCKED, type RunNode, type StepResult, type Walker } from '../walker.js';

/** How one option of a race went. Times on the client's clock. */
interface Runner {
  readonly result: StepResult;
  /** When it won, if nobody was faster: at its commit, else at its success. */
  readonly wonAt: number;
  readonly end: number;
  readonly firstAttempt: number;
  readonly unbounded: boolean;
}

/**
 * Options a stagger apart, or as soon as the one before has failed; the first to succeed (or to commit: what follows is then its own
 * affair) wins, the others are dropped at that moment (go-containerregistry `pkg/v1/remote/transport/ping.go`: pingParallel).
 */
export function runRace(walker: Walker, node: RaceNode, run: RunNode): StepResult {
  const { clock: begin, unbounded } = walker;
  const runners: Runner[] = [];
  let start = begin;
  for (const option of node.options) {
    const runner = runOne(walker, option, start, run);
    runners.push(runner);
    // An option that wins before the next one starts leaves that one untried.
    if (runner.wonAt <= start + node.staggerMs) break;
    start = Math.min(start + node.staggerMs, runner.result.kind === 'failed' ? runner.end : Number.POSITIVE_INFINITY);
  }
  const winner = runners.reduce((best, each) => (each.wonAt < best.wonAt ? each : best), runners[0] as Runner);
  const rivals = runners.filter((each) => each !== winner);
  // Whoever is still on the way by then might have won.
  if (rivals.some(({ result, wonAt, end }) => result.kind === 'blocked' && wonAt === NEVER && end < winner.wonAt))
    return BLOCKED;
  if (winner.wonAt === NEVER) return allFailed(walker, runners, begin, unbounded);
  dropLosers(walker, runners, winner);
  walker.clock = winner.end;
  walker.unbounded = unbounded || winner.unbounded;
  return winner.result;
}

const NEVER = Number.POSITIVE_INFINITY;

function runOne(walker: Walker, option: RaceNode['options'][number], start: number, run: RunNode): Runner {
  const firstAttempt = walker.attempts.length;
  const commit = { done: false, at: 0 };
  walker.clock = start;
  walker.unbounded = false;
  walker.commits.push(commit);
  const result = run(walker, option);
  walker.commits.pop();
  const wonAt = commit.done ? commit.at : result.kind === 'ok' ? walker.clock : NEVER;
  return { result, wonAt, end: walker.clock, firstAttempt, unbounded: walker.unbounded };
}

/** Cuts from the last option to the first, so that the places of the earlier ones stay true. */
function dropLosers(walker: Walker, runners: readonly Runner[], winner: Runner): void {
  let after: (typeof walker.attempts)[number][] = [];
  for (const runner of runners.toReversed()) {
    if (runner !== winner) walker.cutAt(runner.firstAttempt, winner.wonAt);
    after = [...walker.attempts.splice(runner.firstAttempt), ...after];
  }
  walker.attempts.push(...after);
}

function allFailed(walker: Walker, runners: readonly Runner[], begin: number, unbounded: boolean): StepResult {
  walker.clock = Math.max(begin, ...runners.map(({ end }) => end));
  walker.unbounded = unbounded || runners.some((runner) => runner.unbounded);
  const failures = runners.flatMap(({ result }) => (result.kind === 'failed' ? [result.failure] : []));
  const [first] = failures;
  if (first === undefined || failures.length < runners.length) return BLOCKED;
  return { kind: 'failed', failure: { ...first, text: failures.map(({ text }) => text).join('; ') } };
}
