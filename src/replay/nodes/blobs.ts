import type { HttpFact } from '../../facts/facts.js';
import type { FollowBlobs } from '../../plan/nodes.js';
import { isDigest } from '../manifest-url.js';
import type { RunNode, StepResult, Walker } from '../walker.js';

/** Walks what fetches a blob for the configuration and the first layer of the manifest that was fetched last. */
export function runBlobs(walker: Walker, node: FollowBlobs, run: RunNode): StepResult {
  const fact = walker.manifest === null ? undefined : walker.environment.facts.get(walker.manifest);
  let last: StepResult = { kind: 'ok', response: null };
  if (fact === undefined || fact.index !== null) return last;
  const before = walker.memory.blob;
  for (const kind of node.takes) {
    const digest = digestOf(fact, kind);
    if (digest === null || !isDigest(digest)) continue;
    walker.memory.blob = { digest, kind };
    last = run(walker, node.one);
    if (last.kind !== 'ok') break;
  }
  walker.memory.blob = before;
  return last;
}

function digestOf(fact: HttpFact, kind: FollowBlobs['takes'][number]): string | null {
  return kind === 'configuration' ? fact.configDigest : (fact.layers?.[0]?.digest ?? null);
}
