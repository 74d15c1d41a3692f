import { BLOCKED, type Response, type StepResult, type Walker } from '../walker.js';
import { leaveUnasked, notFollowed } from './redirect-policy.js';
import { judgeStatus, NO_AUTHORIZATION, runRequest } from './request.js';
import { toSession, type UploadSession } from './session-cancel.js';

/** What a client comes to at a session's address; said only once the session is cancelled, for it may be something unknown. */
export type Met = { readonly kind: 'blocked' } | { readonly kind: 'met'; conclude(): StepResult };

const REFUSALS: readonly number[] = [401, 403];
/** A registry that doesn't tell how far an upload is. */
const METHOD_NOT_ALLOWED = 405;
/** Headers of an answer about an upload session (distribution-spec, "Pushing a blob in chunks"). */
const OF_SESSIONS = ['docker-upload-uuid', 'range', 'location'];

/**
 * A session whose address is at another scheme, host or port than the request that opened it. Only how far the upload is is asked there, with
 * nothing that proves who asks: a GET changes nothing, wherever it arrives.
 */
export function meetElsewhere(walker: Walker, session: UploadSession, next: URL): Met {
  const { node, named } = session;
  const because = notFollowed(walker, node.first.transport, 'GET', named, next);
  if (because !== null)
    return { kind: 'met', conclude: () => leaveUnasked(walker, 'upload', 'GET', named, next, because) };
  const asked = runRequest(walker, toSession(session, 'GET', next), { authorization: NO_AUTHORIZATION });
  if (asked.kind === 'blocked') return asked;
  if (asked.kind === 'failed' || asked.response === null) return { kind: 'met', conclude: () => asked };
  const { response } = asked;
  return { kind: 'met', conclude: () => judge(walker, session, next, response) };
}

function judge(walker: Walker, session: UploadSession, next: URL, response: Response): StepResult {
  const { node, sent } = session;
  const status = response.fact.status ?? 0;
  const isSession = status < 300 && OF_SESSIONS.some((name) => response.fact.headers[name] !== undefined);
  if (isSession) return { kind: 'ok', response };
  const refused = REFUSALS.includes(status) && sent.authorization !== null;
  const shown = `${next.origin}${next.pathname}`;
  if (refused && (node.carriesAuthorization === true || node.rule !== undefined))
    return unknown(
      walker,
      shown,
      'the client would prove there who asks, at an address that the registry named; regdoctor takes no credential to another origin',
    );
  if (status === METHOD_NOT_ALLOWED)
    return unknown(walker, shown, 'what answers there does not tell about uploads, and regdoctor sends it none');
  return judgeStatus(walker, { ...toSession(session, 'GET', next), success: [] }, response, false);
}

function unknown(walker: Walker, where: string, why: string): StepResult {
  walker.unknowns.push({ what: `upload at ${where}`, why, needed: 'the client itself (--prove)' });
  return BLOCKED;
}
