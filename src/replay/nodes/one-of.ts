import { type Failure, failureMatches } from '../../plan/failure.js';
import type { OneOfNode } from '../../plan/nodes.js';
import { BLOCKED, type RunNode, type StepResult, type Walker } from '../walker.js';

/** Options in order; a committed failure or one that the rule doesn't move on from is final. */
export function runOneOf(walker: Walker, node: OneOfNode, run: RunNode): StepResult {
  const failures: Failure[] = [];
  const begin = node.remembers === undefined ? 0 : (walker.memory.choices.get(node.remembers) ?? 0);
  for (const [index, option] of node.options.entries()) {
    if (index < begin) continue;
    const commit = { label: node.label, done: false, at: 0 };
    walker.commits.push(commit);
    const result = run(walker, option);
    walker.commits.pop();
    if (result.kind === 'ok') return result;
    if (result.kind === 'blocked') {
      // The answers of later options may be needed too; asking for them now saves a round.
      if (!commit.done) walker.lookAhead(() => lookAt(walker, node, index + 1, run));
      return BLOCKED;
    }
    failures.push(result.failure);
    const goesOn = failureMatches(result.failure, node.moveOn) || isLastOfFirst(node, index);
    if (commit.done || !goesOn) return { kind: 'failed', failure: result.failure };
    if (node.remembers !== undefined && index + 1 < node.options.length)
      walker.memory.choices.set(node.remembers, index + 1);
  }
  return { kind: 'failed', failure: reported(failures, node.report) };
}

/** Where the first failure is told, what the last option fails with doesn't count, whatever it is. */
function isLastOfFirst(node: OneOfNode, index: number): boolean {
  return node.report === 'first' && index > 0 && index === node.options.length - 1;
}

function lookAt(walker: Walker, node: OneOfNode, from: number, run: RunNode): void {
  for (const option of node.options.slice(from)) {
    walker.commits.push({ label: node.label, done: false, at: 0 });
    run(walker, option);
    walker.commits.pop();
  }
}

/** containerd 2 `core/remotes/docker/resolver.go`: firstErrPriority. */
function priority(failure: Failure): number {
  if (failure.kind === 'http-too-large') return 4;
  if (failure.kind !== 'http-status') return 1;
  return failure.status === 404 ? 2 : 3;
}

function reported(failures: readonly Failure[], rule: OneOfNode['report']): Failure {
  const first = failures[0];
  const last = failures.at(-1);
  if (first === undefined || last === undefined) throw new Error('a oneOf node without options');
  switch (rule) {
    case 'first':
      return first;
    case 'last':
      return last;
    case 'joined':
      return failures.length === 1
        ? last
        : {
            ...last,
            text: `${last.text} (also failed: ${failures
              .slice(0, -1)
              .map(({ text }) => text)
              .join('; ')})`,
          };
    case 'priority':
      return failures.reduce((best, failure) => (priority(failure) > priority(best) ? failure : best), first);
    case 'first-visible':
      return failures.find((failure) => failure.status !== 404) ?? first;
  }
}
