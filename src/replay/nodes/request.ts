import type { Failure } from '../../plan/failure.js';
import type { AgainRule, RequestNode } from '../../plan/nodes.js';
import { doubtfulBlob, wrongBlob, wrongManifest } from '../content.js';
import { isDigest, manifestUrl } from '../manifest-url.js';
import { BLOCKED, type BoundAuthorization, type Response, type StepResult, type Walker } from '../walker.js';
import { once, type RequestDetails, showUrl } from './once.js';
import { withinOverall } from './overall.js';
import { leaveUnasked, notFollowed } from './redirect-policy.js';

/** A request without anything that proves who asks. */
export const NO_AUTHORIZATION: BoundAuthorization = { authorization: null, secret: false };
const REDIRECT_STATUSES = new Set([301, 302, 303, 307, 308]);
/** Redirects after which anything but GET and HEAD becomes a GET (golang/go `net/http/client.go`: redirectBehavior). */
const TURNS_TO_GET = new Set([301, 302, 303]);

/** Statuses that may come of a credential left out; a token service says 400 where a form lacks one. */
const SAYS_WHO_ASKS: readonly number[] = [400, 401, 403];

/** One request with look-up, connect, handshake, redirects and the client's own asking again. */
export function runRequest(walker: Walker, node: RequestNode, details: Partial<RequestDetails> = {}): StepResult {
  const asked: RequestDetails = {
    authorization: details.authorization ?? authorizationOf(walker, node),
    form: details.form ?? null,
    account: details.account ?? false,
    ...(details.bodyBytes === undefined ? {} : { bodyBytes: details.bodyBytes }),
  };
  const { digest } = walker.memory;
  if (node.unlessDigest === true && digest !== null) return { kind: 'ok', response: null };
  const blob = node.byBlob === true ? walker.memory.blob : null;
  const last = blob?.digest ?? (node.byDigest === true ? digest : null);
  const url = last === null ? node.url : (manifestUrl(node.url, last) ?? node.url);
  const ask = () =>
    withinOverall(walker, node.transport.overallMs, () => walkRedirects(walker, { ...node, url }, asked));
  let result = widened(walker, ask(), asked, (authorization) =>
    withinOverall(walker, node.transport.overallMs, () =>
      walkRedirects(walker, { ...node, url }, { ...asked, authorization }),
    ),
  );
  let lastStatus: number | null = null;
  for (let attempt = 0; node.again !== null && attempt < node.again.delaysMs.length; attempt += 1) {
    if (result.kind !== 'failed') break;
    const delay = delayOf(walker, node.again, attempt, result.failure, lastStatus);
    if (delay === null) break;
    const { status } = result.failure;
    const why = status === null ? `${result.failure.kind}: waits` : `status ${status}: waits`;
    walker.wait(delay, `${why} before asking again`);
    lastStatus = status;
    result = ask();
  }
  if (result.kind === 'failed' && result.failure.status === null && node.again?.perhaps?.includes(result.failure.kind))
    walker.perhapsLonger = true;
  return result;
}

/** A 401 that names the scope it lacks is answered by asking for that scope too and asking again, once. */
function widened(
  walker: Walker,
  result: StepResult,
  { authorization: { widen } }: RequestDetails,
  again: (authorization: BoundAuthorization) => StepResult,
): StepResult {
  if (widen === undefined || result.kind !== 'failed' || result.failure.status !== 401) return result;
  const fact = walker.environment.facts.byId(result.failure.fact ?? '');
  const challenges = fact?.kind === 'http' ? fact.challenges : [];
  const lacking = challenges.find(({ parameters }) => parameters['error'] === 'insufficient_scope')?.parameters[
    'scope'
  ];
  if (lacking === undefined || lacking === '') return result;
  const bound = widen(lacking);
  return 'kind' in bound ? bound : again(bound);
}

/** What a request carries by its own account of it. */
export function authorizationOf(walker: Walker, { authorization, url }: RequestNode): BoundAuthorization {
  if (authorization === 'bound') return walker.bound;
  const origin = authorization === 'remembered' ? (URL.parse(url)?.origin ?? '') : '';
  return walker.memory.authorizations.get(origin) ?? NO_AUTHORIZATION;
}

/** Milliseconds until a failed request is asked again; null where it isn't. `last`: status of the answer before, or null. */
function delayOf(
  walker: Walker,
  rule: AgainRule,
  attempt: number,
  { status, kind, fact }: Failure,
  last: number | null,
): number | null {
  if (status === null) return rule.failures?.kinds.includes(kind) === true ? rule.failures.delayMs : null;
  if (rule.statuses.includes(status)) return againDelay(walker, rule, attempt, fact);
  return rule.unlessRepeated?.includes(status) === true && status !== last ? 0 : null;
}

/** Milliseconds until the next try: Retry-After as seconds or date (against the server's own clock), else the client's own delay. */
function againDelay(walker: Walker, rule: AgainRule, attempt: number, factId: string | null): number {
  const delay = rule.delaysMs[attempt] ?? 0;
  const fact = factId === null ? undefined : walker.environment.facts.byId(factId);
  const header = fact?.kind === 'http' ? fact.headers['retry-after'] : undefined;
  if (rule.retryAfter === 'ignored' || header === undefined || header === '') return delay;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.min(seconds * 1000, rule.capMs);
  const date = Date.parse(header);
  const served = Date.parse(fact?.kind === 'http' ? (fact.headers['date'] ?? '') : '');
  return Number.isNaN(date) || Number.isNaN(served) ? delay : Math.min(Math.max(0, date - served), rule.capMs);
}

function walkRedirects(walker: Walker, asked: RequestNode, first: RequestDetails): StepResult {
  let node = asked;
  let details = first;
  let withheld: string | false = false;
  for (let hop = 0; ; hop += 1) {
    const result = once(walker, node, details);
    if (result.kind !== 'ok' || result.response === null) return result;
    const { response } = result;
    const { status, headers } = response.fact;
    const location = headers['location'];
    if (status === null || !REDIRECT_STATUSES.has(status) || location === undefined)
      return judgeContent(walker, asked, response, judgeStatus(walker, node, response, withheld));
    const attempt = walker.attempts.find(({ id }) => id === response.attempt);
    if (attempt === undefined) return BLOCKED;
    if (hop >= node.redirects)
      return walker.fail(attempt, 'http-redirects', `stopped after ${node.redirects} redirects`, response.key, {
        status,
      });
    const next = URL.parse(location, node.url);
    if (next === null || (next.protocol !== 'https:' && next.protocol !== 'http:')) {
      const because = 'redirects to an address that is no http(s) URL';
      return walker.fail(attempt, 'http-redirect-refused', because, response.key, { status });
    }
    // A password in a Location is no credential of ours, and keys of facts carry no secrets.
    next.username = '';
    next.password = '';
    const from = new URL(node.url);
    if (next.origin !== from.origin) {
      withheld ||= lostOnTheWay(details, first, status, new URL(asked.url), from, next);
      details = { ...details, authorization: NO_AUTHORIZATION };
    }
    node = { ...node, url: next.href };
    if (TURNS_TO_GET.has(status) && node.method !== 'GET' && node.method !== 'HEAD') {
      node = { ...node, method: 'GET' };
      details = { ...details, form: null };
    }
    const named = new URL(asked.url);
    const because = notFollowed(walker, node.transport, node.method, named, next);
    if (because !== null) return leaveUnasked(walker, node.step, node.method, named, next, because);
  }
}

/**
 * Why a client may send a credential on the last leg of a redirect where regdoctor sends none; false where neither does. Ours is stricter than
 * Go, which keeps the header for the same name and those below it, and repeats a form as it is: a credential never leaves its origin.
 */
function lostOnTheWay(
  details: RequestDetails,
  first: RequestDetails,
  status: number,
  asked: URL,
  from: URL,
  next: URL,
): string | false {
  if (first.authorization.secret && details.authorization.authorization === null && next.origin === asked.origin)
    return 'redirects lead away from this origin and back to it, where regdoctor sends the credential no more and some versions of the client do';
  if (!details.authorization.secret) return false;
  if (`.${next.hostname}`.endsWith(`.${from.hostname}`))
    return 'a redirect leads to another origin of the same name, to which the client would carry its credential and regdoctor never does';
  if (details.form === null || TURNS_TO_GET.has(status)) return false;
  return 'a redirect leads to another origin, to which the client would repeat the form with its credential and regdoctor never does';
}

/** Our request for a layer has a range, which no client's has: 206, and 416 where there is not one byte of it. */
const RANGE_STATUSES: readonly number[] = [206, 416];

function successes(walker: Walker, node: RequestNode, success: readonly number[]): readonly number[] {
  const ranged = node.byBlob === true && walker.memory.blob?.kind === 'layer';
  return ranged ? [...success, ...RANGE_STATUSES] : success;
}

/** What the client makes of the content of a good answer. `asked`: the request before any redirect. */
function judgeContent(walker: Walker, asked: RequestNode, response: Response, judged: StepResult): StepResult {
  if (judged.kind !== 'ok') return judged;
  const { fact, key } = response;
  const attempt = walker.attempts.find(({ id }) => id === response.attempt);
  if (attempt === undefined) return BLOCKED;
  const blob = asked.byBlob === true ? walker.memory.blob : null;
  const isManifest = asked.step === 'manifest' && fact.status !== 401;
  const wrong =
    blob !== null ? wrongBlob(blob, fact) : isManifest && asked.method === 'GET' ? wrongManifest(asked, fact) : null;
  if (wrong !== null) return walker.fail(attempt, wrong.kind, wrong.text, key);
  const doubt = blob === null ? null : doubtfulBlob(blob, fact);
  if (doubt !== null) {
    const needed = 'the client itself, which reads it to its end (--prove)';
    walker.unknowns.push({ what: `${asked.step} at ${showUrl(asked.url)}`, why: doubt, needed });
    return BLOCKED;
  }
  const digest = fact.headers['docker-content-digest'] ?? '';
  if (isManifest && isDigest(digest)) walker.memory.digest = digest;
  return judged;
}

/** What an answer is to a request, by its status. @param withheld why a credential that the client may have sent here was left out. */
export function judgeStatus(
  walker: Walker,
  node: RequestNode,
  response: Response,
  withheld: string | false,
): StepResult {
  const { status, errors, statusText } = response.fact;
  const attempt = walker.attempts.find(({ id }) => id === response.attempt);
  if (attempt === undefined) return BLOCKED;
  if (node.success === 'any' || (status !== null && successes(walker, node, node.success).includes(status)))
    return { kind: 'ok', response };
  if (withheld !== false && status !== null && SAYS_WHO_ASKS.includes(status)) {
    walker.unknowns.push({
      what: `${node.step} at ${showUrl(node.url)}`,
      why: withheld,
      needed: 'the client itself (--prove)',
    });
    return BLOCKED;
  }
  const codes = errors.map(({ code }) => code);
  const said = errors.map(({ code, message }) => (message === '' ? code : `${code}: ${message}`)).join('; ');
  const text = `${status}${statusText === '' ? '' : ` ${statusText}`}${said === '' ? '' : ` (${said})`}`;
  const unread = node.codesUnread === true ? { codesUnread: true as const } : {};
  return walker.fail(attempt, 'http-status', text, response.key, { status, codes, ...unread });
}
