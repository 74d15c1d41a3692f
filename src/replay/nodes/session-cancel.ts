import type { FollowLocation, RequestNode } from '../../plan/nodes.js';
import type { BoundAuthorization, StepResult, Walker } from '../walker.js';
import { runRequest } from './request.js';

/** An open upload session. */
export interface UploadSession {
  readonly node: FollowLocation;
  /** What the request that opened it carried. */
  readonly sent: BoundAuthorization;
  /** URL that answered with the session's Location. */
  readonly named: URL;
}

/** Statuses of a server that wants to know who asks, or more of a right. */
const REFUSALS: readonly number[] = [401, 403];

/**
 * Cancels a session by DELETE. A push has no right to that at servers of tokens (distribution `registry/handlers/app.go`: appendAccessRecords asks
 * for `delete`), so what the challenge then names is asked for besides. No client cancels what it pushes: whether that is granted, or answered at all,
 * says nothing about a push. Only where no connection comes about a push fails too.
 */
export function cancelSession(walker: Walker, session: UploadSession, at: URL): StepResult {
  const before = { failures: walker.failures.length, clock: walker.clock, unbounded: walker.unbounded };
  const deleted = ask(walker, session, at, session.sent);
  if (deleted.kind === 'failed' && deleted.failure.kind.startsWith('http-')) {
    walker.failures.length = before.failures;
    walker.clock = before.clock;
    walker.unbounded = before.unbounded;
    return { kind: 'ok', response: null };
  }
  const { toCancel } = session.sent;
  if (deleted.kind !== 'ok' || toCancel === undefined || !REFUSALS.includes(deleted.response?.fact.status ?? 0))
    return deleted;
  const scope = deleted.response?.fact.challenges.find(({ scheme }) => scheme === 'bearer')?.parameters['scope'];
  if (scope === undefined || scope === '') return deleted;
  const failures = walker.failures.length;
  const { clock } = walker;
  const bound = toCancel(scope);
  const again = 'kind' in bound ? bound : ask(walker, session, at, bound);
  // No client asks for that right.
  walker.failures.length = failures;
  walker.clock = clock;
  return again.kind === 'blocked' ? again : deleted;
}

function ask(walker: Walker, session: UploadSession, url: URL, authorization: BoundAuthorization): StepResult {
  return runRequest(walker, toSession(session, 'DELETE', url), { authorization: plainly(authorization) });
}

/** A request to the session: never asked again, any answer will do. */
export function toSession({ node }: UploadSession, method: RequestNode['method'], url: URL): RequestNode {
  return { ...node.first, method, url: url.href, success: 'any', redirects: 0, again: null };
}

/** Nothing beyond what was asked for already: a scope that is lacking is not asked for besides. */
export function plainly({ authorization, secret }: BoundAuthorization): BoundAuthorization {
  return { authorization, secret };
}
