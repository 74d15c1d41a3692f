import { failureMatches } from '../../plan/failure.js';
import type { RetryNode } from '../../plan/nodes.js';
import { BLOCKED, type RunNode, type StepResult, type Walker } from '../walker.js';

/** The body again while its failure matches; each try starts with new connections, as the clients do. */
export function runRetry(walker: Walker, node: RetryNode, run: RunNode): StepResult {
  const outer = walker.retry;
  let result: StepResult = BLOCKED;
  for (let attempt = 0; attempt < Math.max(1, node.attempts); attempt += 1) {
    if (attempt > 0) {
      const delay = node.delaysMs[Math.min(attempt, node.delaysMs.length) - 1] ?? 0;
      walker.retry = outer + attempt;
      walker.wait(delay, `waits before try ${attempt + 1} of ${node.attempts}`);
      walker.memory.clear();
    }
    result = run(walker, node.body);
    if (result.kind !== 'failed' || !failureMatches(result.failure, node.when)) break;
  }
  walker.retry = outer;
  return result;
}
