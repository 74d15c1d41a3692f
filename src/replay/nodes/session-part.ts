import type { StepResult, Walker } from '../walker.js';
import { judgeStatus, runRequest } from './request.js';
import { plainly, toSession, type UploadSession } from './session-cancel.js';

/** Statuses to PATCH with which a part is taken (distribution-spec: 202; others are seen). */
const TAKEN: readonly number[] = [200, 201, 202, 204];
const TOO_LARGE = 413;
/** Smaller parts tried after one that was refused for its size: six bring the limit to within a fifth. */
const MAX_SMALLER = 6;
/** No server has a limit below this, bytes. */
const LEAST_BYTES = 1024;

/**
 * Sends one part to the session. A part refused for its size (413) is followed by smaller ones, between the largest that passed and the smallest
 * that didn't: how the limit is found. `next`: where the session is now.
 */
export function sendPart(
  walker: Walker,
  session: UploadSession,
  at: URL,
  bytes: number,
): { readonly result: StepResult; readonly next: URL } {
  let next = at;
  const send = (size: number): StepResult => {
    const node = { ...toSession(session, 'PATCH', next), redirects: 0 };
    const sent = runRequest(walker, node, { authorization: plainly(session.sent), bodyBytes: size });
    if (sent.kind === 'ok' && TAKEN.includes(sent.response?.fact.status ?? 0))
      next = movedTo(next, sent.response?.fact.headers['location']);
    return sent;
  };
  const first = send(bytes);
  if (first.kind !== 'ok' || first.response === null) return { result: first, next };
  const { response } = first;
  if (response.fact.status === TOO_LARGE) {
    let passed = LEAST_BYTES;
    let refused = bytes;
    for (let step = 0; step < MAX_SMALLER && refused > 2 * LEAST_BYTES; step += 1) {
      const size = Math.round(Math.sqrt(passed * refused) / LEAST_BYTES) * LEAST_BYTES;
      if (size <= passed || size >= refused) break;
      const tried = send(size);
      if (tried.kind === 'blocked') return { result: tried, next };
      const status = tried.kind === 'ok' ? (tried.response?.fact.status ?? 0) : 0;
      if (TAKEN.includes(status)) passed = size;
      else refused = size;
      const attempt = walker.attempts.find(({ id }) => tried.kind === 'ok' && id === tried.response?.attempt);
      if (attempt !== undefined && status === TOO_LARGE) attempt.outcome = 'http-status';
    }
  }
  return { result: judgeStatus(walker, { ...toSession(session, 'PATCH', at), success: TAKEN }, response, false), next };
}

/** The address that the answer names for what comes next, as long as it is at the same place. */
function movedTo(present: URL, location: string | undefined): URL {
  const named = location === undefined ? null : URL.parse(location, present.href);
  return named === null || named.origin !== present.origin ? present : named;
}
