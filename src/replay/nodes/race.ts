import type { RaceNode } from '../../plan/nodes.js';
import { BLOCKED, type RunNode, type StepResult, type Walker } from '../walker.js';

/** Options a stagger apart, or as soon as the one before has failed; the earliest success wins (go-containerregistry `transport/ping.go`). */
export function runRace(walker: Walker, node: RaceNode, run: RunNode): StepResult {
  const begin = walker.clock;
  const ends: { result: StepResult; at: number }[] = [];
  let start = begin;
  for (const option of node.options) {
    walker.clock = start;
    walker.commits.push({ done: false });
    const result = run(walker, option);
    walker.commits.pop();
    ends.push({ result, at: walker.clock });
    const settled = result.kind === 'failed' ? walker.clock : Number.POSITIVE_INFINITY;
    start = Math.min(start + node.staggerMs, settled);
    // An option that wins before the next one starts leaves that one untried.
    if (result.kind === 'ok' && walker.clock <= start) return result;
  }
  const winner = ends.filter(({ result }) => result.kind === 'ok').sort((a, b) => a.at - b.at)[0];
  if (winner !== undefined) {
    walker.clock = winner.at;
    return winner.result;
  }
  walker.clock = Math.max(begin, ...ends.map(({ at }) => at));
  const failures = ends.flatMap(({ result }) => (result.kind === 'failed' ? [result.failure] : []));
  const first = failures[0];
  if (failures.length < ends.length || first === undefined) return BLOCKED;
  return { kind: 'failed', failure: { ...first, text: failures.map(({ text }) => text).join('; ') } };
}
