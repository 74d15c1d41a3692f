import type { FollowLocation, RequestNode } from '../../plan/nodes.js';
import { BLOCKED, type StepResult, type Walker } from '../walker.js';
import { askAnswering } from './challenge.js';
import { NO_AUTHORIZATION, runRequest } from './request.js';

/** Opens an upload session and cancels it where the answer's Location points: what a push's first data request would meet. */
export function runLocation(walker: Walker, node: FollowLocation): StepResult {
  const before = walker.bound;
  const result = open(walker, node);
  walker.bound = before;
  return result;
}

function open(walker: Walker, node: FollowLocation): StepResult {
  const answer = node.rule === undefined ? runRequest(walker, node.first) : askAnswering(walker, node.first, node.rule);
  if (answer.kind !== 'ok' || answer.response === null) return answer;
  const { fact, url, key, attempt: id } = answer.response;
  const next = URL.parse(fact.headers['location'] ?? '', url);
  if (fact.headers['location'] === undefined || next === null) {
    const attempt = walker.attempts.find((candidate) => candidate.id === id);
    return attempt === undefined
      ? BLOCKED
      : walker.fail(attempt, 'http-malformed', 'the upload was accepted without a usable Location', key);
  }
  const sameOrigin = next.origin === new URL(node.first.url).origin;
  next.username = '';
  next.password = '';
  const cancel: RequestNode = { ...node.first, method: 'DELETE', url: next.href, success: [200, 202, 204, 404, 405] };
  if (sameOrigin) return runRequest(walker, cancel);
  // Nothing that proves who asks goes to another origin: any answer from there shows that it can be reached.
  return runRequest(walker, { ...cancel, success: 'any' }, { authorization: NO_AUTHORIZATION });
}
