import type { FollowLocation } from '../../plan/nodes.js';
import { BLOCKED, type BoundAuthorization, type Response, type StepResult, type Walker } from '../walker.js';
import { askAnswering } from './challenge.js';
import { authorizationOf, NO_AUTHORIZATION, runRequest } from './request.js';
import { cancelSession } from './session-cancel.js';
import { meetElsewhere } from './session-elsewhere.js';
import { sendPart } from './session-part.js';

/** Opens an upload session, meets what a push's first data request would meet at its `Location`, and cancels it. */
export function runLocation(walker: Walker, node: FollowLocation): StepResult {
  const before = walker.bound;
  const answer = node.rule === undefined ? runRequest(walker, node.first) : askAnswering(walker, node.first, node.rule);
  const obtained = walker.bound === before ? null : walker.bound;
  const result =
    answer.kind === 'ok' && answer.response !== null ? follow(walker, node, answer.response, obtained) : answer;
  walker.bound = before;
  return result;
}

/** @param obtained what answering the challenge of the session's own request brought, or null. */
function follow(
  walker: Walker,
  node: FollowLocation,
  { fact, url, key, attempt: id }: Response,
  obtained: BoundAuthorization | null,
): StepResult {
  const named = new URL(url);
  const location = fact.headers['location'];
  const next = location === undefined ? null : URL.parse(location, url);
  if (next === null || (next.protocol !== 'https:' && next.protocol !== 'http:')) {
    const attempt = walker.attempts.find((candidate) => candidate.id === id);
    return attempt === undefined
      ? BLOCKED
      : walker.fail(attempt, 'http-malformed', 'the upload was accepted without a usable Location', key);
  }
  next.username = '';
  next.password = '';
  const isOwn = named.origin === new URL(node.first.url).origin;
  const sent = isOwn ? (obtained ?? authorizationOf(walker, node.first)) : NO_AUTHORIZATION;
  const session = { node, sent, named };
  if (next.origin !== named.origin) {
    const met = meetElsewhere(walker, session, next);
    if (met.kind === 'blocked') return BLOCKED;
    // The session is where it was opened, whatever name it goes by.
    const cancelled = cancelSession(walker, session, new URL(`${named.origin}${next.pathname}${next.search}`));
    return cancelled.kind === 'blocked' ? BLOCKED : met.conclude();
  }
  const { clock } = walker;
  const part = node.partBytes === undefined ? null : sendPart(walker, session, next, node.partBytes);
  // No client sends that part.
  walker.clock = clock;
  if (part?.result.kind === 'blocked') return BLOCKED;
  const cancelled = cancelSession(walker, session, part?.next ?? next);
  return part?.result.kind === 'failed' && cancelled.kind !== 'blocked' ? part.result : cancelled;
}
