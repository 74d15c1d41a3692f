import type { PlanNode, RaceNode } from '../../plan/nodes.js';
import type { Unknown } from '../walk.js';
import { BLOCKED, type RunNode, type StepResult, type Walker } from '../walker.js';

/** How one option of a race went. Times on the client's clock. */
interface Runner {
  readonly option: PlanNode;
  readonly result: StepResult;
  readonly start: number;
  /** When it won, if nobody was faster: at its commit, else at its success. */
  readonly wonAt: number;
  readonly end: number;
  /** Places of its attempts in the list. */
  readonly attempts: readonly [from: number, to: number];
  readonly unbounded: boolean;
  readonly unknowns: readonly Unknown[];
}

const NEVER = Number.POSITIVE_INFINITY;

/**
 * Options a stagger apart, or as soon as the one before has failed; the first to succeed (or to commit: what follows is then its own
 * affair) wins, the others are dropped at that moment (go-containerregistry `pkg/v1/remote/transport/ping.go`: pingParallel).
 */
export function runRace(walker: Walker, node: RaceNode, run: RunNode): StepResult {
  const { clock: begin, unbounded } = walker;
  const runners: Runner[] = [];
  let start = begin;
  for (const option of node.options) {
    // While an earlier option is open, nothing is asked for this one that isn't harmless.
    const runner = runOne(walker, option, start, runners.some(isOpen), run);
    runners.push(runner);
    // An option that wins before the next one starts leaves that one untried.
    if (runner.wonAt <= start + node.staggerMs) break;
    start = Math.min(start + node.staggerMs, runner.result.kind === 'failed' ? runner.end : NEVER);
  }
  const [first] = runners;
  if (first === undefined) return BLOCKED;
  const winner = runners.reduce((best, each) => (each.wonAt < best.wonAt ? each : best), first);
  // Whoever is still on the way by then might have won.
  const open = runners.filter((each) => each !== winner && isOpen(each) && each.end < winner.wonAt);
  if (isOpen(winner)) open.push(winner);
  if (open.length > 0) {
    if (open.every(({ unknowns }) => unknowns.length > 0))
      walker.unknowns.push(...open.flatMap((each) => each.unknowns));
    return BLOCKED;
  }
  if (winner.wonAt === NEVER) return allFailed(walker, runners, begin, unbounded);
  for (const loser of runners.toReversed()) if (loser !== winner) walker.cutAt(winner.wonAt, ...loser.attempts);
  walker.unbounded = unbounded || winner.unbounded;
  // What it may have left unasked before it was known to win is asked now.
  if (winner.result.kind === 'blocked' && winner !== first) runOne(walker, winner.option, winner.start, false, run);
  walker.unknowns.push(...winner.unknowns);
  walker.clock = winner.end;
  return winner.result;
}

/** True where a missing fact leaves open whether and when the option succeeds. */
function isOpen({ result, wonAt }: Runner): boolean {
  return result.kind === 'blocked' && wonAt === NEVER;
}

function runOne(walker: Walker, option: PlanNode, start: number, speculative: boolean, run: RunNode): Runner {
  const from = walker.attempts.length;
  const before = { speculative: walker.speculative, unknowns: walker.unknowns.length };
  const commit = { label: null, done: false, at: 0 };
  walker.clock = start;
  walker.unbounded = false;
  walker.speculative ||= speculative;
  walker.commits.push(commit);
  const result = run(walker, option);
  walker.commits.pop();
  walker.speculative = before.speculative;
  return {
    option,
    result,
    start,
    wonAt: commit.done ? commit.at : result.kind === 'ok' ? walker.clock : NEVER,
    end: walker.clock,
    attempts: [from, walker.attempts.length],
    unbounded: walker.unbounded,
    unknowns: walker.unknowns.splice(before.unknowns),
  };
}

function allFailed(walker: Walker, runners: readonly Runner[], begin: number, unbounded: boolean): StepResult {
  walker.clock = Math.max(begin, ...runners.map(({ end }) => end));
  walker.unbounded = unbounded || runners.some((runner) => runner.unbounded);
  const failures = runners.flatMap(({ result }) => (result.kind === 'failed' ? [result.failure] : []));
  const [first] = failures;
  if (first === undefined) return BLOCKED;
  return { kind: 'failed', failure: { ...first, text: failures.map(({ text }) => text).join('; ') } };
}
