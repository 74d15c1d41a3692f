import type { PlanNode } from '../../plan/nodes.js';
import { BLOCKED, type StepResult, type Walker } from '../walker.js';
import { runBlobs } from './blobs.js';
import { runChallenge } from './challenge.js';
import { runChoose } from './choose.js';
import { resolveCredential } from './credential.js';
import { runChild, runIndex } from './index-choice.js';
import { runLocation } from './location.js';
import { runOneOf } from './one-of.js';
import { runRace } from './race.js';
import { runRequest } from './request.js';
import { runRetry } from './retry.js';

/** Walks one node of any kind. Handlers get this function handed down, so that none imports it back. */
export function runNode(walker: Walker, node: PlanNode): StepResult {
  switch (node.kind) {
    case 'request':
      return runRequest(walker, node);
    case 'sequence': {
      let last: StepResult = { kind: 'ok', response: null };
      if (node.looksUp !== undefined) {
        const found = resolveCredential(walker, node.looksUp);
        if (found.kind !== 'known') return found;
      }
      for (const step of node.steps) {
        if (node.ownClients !== undefined) walker.memory.clear(node.ownClients === true ? null : node.ownClients.keeps);
        last = runNode(walker, step);
        if (last.kind !== 'ok') return last;
      }
      return last;
    }
    case 'commit':
      walker.commit(node.of);
      return { kind: 'ok', response: null };
    case 'oneOf':
      return runOneOf(walker, node, runNode);
    case 'race':
      return runRace(walker, node, runNode);
    case 'retry':
      return runRetry(walker, node, runNode);
    case 'follow':
      switch (node.what) {
        case 'challenge':
          return runChallenge(walker, node, runNode);
        case 'index':
          return runIndex(walker, node);
        case 'child':
          return runChild(walker, node, runNode);
        case 'blobs':
          return runBlobs(walker, node, runNode);
        case 'location':
          return runLocation(walker, node);
      }
      return BLOCKED;
    case 'choose':
      return runChoose(walker, node, runNode);
    case 'stop': {
      const attempt = walker.open({ step: 'wait', detail: node.because });
      return walker.fail(attempt, node.failure, node.because, null);
    }
  }
}
