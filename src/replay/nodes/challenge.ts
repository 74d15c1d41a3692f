import type { Challenge, HttpFact } from '../../facts/facts.js';
import type { Failure } from '../../plan/failure.js';
import type { ChallengeRule, FollowChallenge, RequestNode } from '../../plan/nodes.js';
import { GO_REDIRECTS } from '../../plan/redirects.js';
import { BLOCKED, type BoundAuthorization, type RunNode, type StepResult, type Walker } from '../walker.js';
import { chooseChallenge } from './choose-challenge.js';
import { resolveCredential } from './credential.js';
import { refusedRealm, unaskedRealm } from './realm.js';
import { judgeStatus, NO_AUTHORIZATION, runRequest } from './request.js';

/** Asks `first`, obtains what its challenge wants, and goes on with that bound. */
export function runChallenge(walker: Walker, node: FollowChallenge, run: RunNode): StepResult {
  const before = walker.bound;
  if (node.on === 'ping') {
    const answer = runRequest(walker, node.first);
    if (answer.kind !== 'ok' || answer.response === null) return answer;
    if (node.commit === true) walker.commit();
    const bound = authorize(walker, node.rule, answer.response.fact, node.first.url);
    const lacksCredential = 'kind' in bound && bound.kind === 'failed' && bound.failure.kind === 'credential-missing';
    if (node.commit === 'unless-credential-missing' && !lacksCredential) walker.commit();
    if ('kind' in bound) return bound;
    walker.bound = bound;
    const result: StepResult = node.then === null ? answer : run(walker, node.then);
    walker.bound = before;
    return result;
  }
  const answered = askAnswering(walker, node.first, node.rule);
  if (answered.kind === 'ok' && node.commit === true) walker.commit();
  const result: StepResult = answered.kind === 'ok' && node.then !== null ? run(walker, node.then) : answered;
  walker.bound = before;
  return result;
}

/** A request whose 401 is answered by authorising and asking again; what was obtained stays bound, and remembered for the origin. */
export function askAnswering(walker: Walker, request: RequestNode, rule: ChallengeRule): StepResult {
  const { origin } = new URL(request.url);
  const refused = walker.memory.refusals.get(origin);
  if (rule.keepsRefusal === true && refused !== undefined) return { kind: 'failed', failure: refused };
  const first = runRequest(walker, {
    ...request,
    success: request.success === 'any' ? 'any' : [...request.success, 401],
  });
  if (first.kind !== 'ok' || first.response?.fact.status !== 401) return first;
  const bound = obtained(walker, rule, request) ?? authorize(walker, rule, first.response.fact, request.url);
  if ('kind' in bound) {
    // What is missing on this machine was never asked for.
    if (bound.kind === 'failed' && !bound.failure.kind.startsWith('credential-'))
      walker.memory.refusals.set(origin, bound.failure);
    return bound;
  }
  // containerd goes on only with something to send; the 401 itself is the error then.
  if (rule.keepsRefusal === true && bound.authorization === null)
    return judgeStatus(walker, request, first.response, false);
  walker.bound = bound;
  walker.memory.authorizations.set(origin, bound);
  const ask = (): StepResult => runRequest(walker, { ...request, authorization: 'bound' });
  let answered = ask();
  for (let repeat = 0; repeat < (rule.repeats ?? 0); repeat += 1) {
    if (answered.kind !== 'failed' || answered.failure.status !== 401 || namesError(walker, answered.failure)) break;
    answered = ask();
  }
  if (answered.kind === 'failed' && answered.failure.status === 401 && namesError(walker, answered.failure))
    walker.memory.authorizations.delete(origin);
  return answered;
}

/** The token that was sent already and is sent again: a client that repeats itself keeps it until a challenge says what is wrong with it. */
function obtained(walker: Walker, rule: ChallengeRule, request: RequestNode): BoundAuthorization | null {
  if (rule.repeats === undefined || request.authorization !== 'remembered') return null;
  const known = walker.memory.authorizations.get(new URL(request.url).origin);
  return known?.authorization?.kind === 'bearer' ? known : null;
}

/** True where the challenge of a 401 says what is wrong: asking again is then no use. */
function namesError(walker: Walker, { fact }: Failure): boolean {
  const found = walker.environment.facts.byId(fact ?? '');
  return found?.kind === 'http' && found.challenges.some(({ parameters }) => (parameters['error'] ?? '') !== '');
}

/** What to send from now on, or the step that failed on the way to it. */
function authorize(
  walker: Walker,
  asked: ChallengeRule,
  answer: HttpFact,
  registry: string,
): BoundAuthorization | StepResult {
  const challenge = chooseChallenge(answer.challenges, asked);
  if (challenge === undefined && !asked.basicWithoutChallenge) return NO_AUTHORIZATION;
  const found = resolveCredential(walker, asked.credential);
  if (found.kind !== 'known') return found;
  const { credential } = found;
  const rule: ChallengeRule = { ...asked, credential };
  const basic: BoundAuthorization = {
    authorization: { kind: 'basic', credential: credential?.id ?? null },
    secret: credential !== null,
  };
  if (challenge === undefined) return credential !== null ? basic : NO_AUTHORIZATION;
  if (challenge.scheme === 'bearer') {
    // A registry token is sent as it is.
    if (credential?.kind === 'registry-token')
      return { authorization: { kind: 'bearer', token: credential.id }, secret: true };
    const refusal = refusedRealm(rule, challenge.parameters['realm'] ?? '', registry);
    if (refusal !== null) return walker.fail(walker.open({ step: 'token' }), 'token-missing', refusal, null);
    const unasked = unaskedRealm(walker, rule, challenge.parameters['realm'] ?? '', registry);
    if (unasked !== null) return unasked;
    const bound = fetchToken(walker, rule, challenge);
    if ('kind' in bound) return bound;
    const toCancel = (scope: string) => fetchToken(walker, { ...rule, scopes: [...rule.scopes, scope] }, challenge);
    return { ...bound, toCancel, ...(rule.widensScope === true ? { widen: toCancel } : {}) };
  }
  if (credential !== null) return basic;
  if (rule.basicWithoutCredential === 'fail') {
    const attempt = walker.open({ step: 'token' });
    return walker.fail(attempt, 'credential-missing', 'no basic auth credentials', null);
  }
  return rule.basicWithoutCredential === 'send-empty' ? basic : NO_AUTHORIZATION;
}

function fetchToken(walker: Walker, rule: ChallengeRule, challenge: Challenge): BoundAuthorization | StepResult {
  const realm = URL.parse(challenge.parameters['realm'] ?? '');
  if (realm === null || (realm.protocol !== 'https:' && realm.protocol !== 'http:')) {
    const attempt = walker.open({ step: 'token' });
    return walker.fail(attempt, 'token-missing', `the challenge's realm is no http(s) URL`, null);
  }
  // A login in the realm itself is none of ours, and keys of facts carry no secrets.
  realm.username = '';
  realm.password = '';
  const { credential } = rule;
  const service = challenge.parameters['service'];
  const secret = credential !== null;
  if (credential?.kind === 'identity-token' || (rule.token.method === 'post-first' && credential !== null)) {
    const form = {
      ...(service === undefined ? {} : { service }),
      scope: rule.scopes.join(' '),
      client_id: rule.token.clientId ?? 'containers/image',
      grant_type: credential?.kind === 'identity-token' ? 'refresh_token' : 'password',
    };
    const kind = credential.kind === 'identity-token' ? 'identity-token' : 'basic';
    const authorization = { kind, credential: credential.id } as const;
    const posted = runRequest(walker, tokenRequest(rule, 'POST', realm.href), {
      authorization: { authorization, secret },
      form,
    });
    const again =
      posted.kind === 'failed' &&
      posted.failure.status !== null &&
      [400, 401, 404, 405].includes(posted.failure.status);
    if (!again || credential.kind === 'identity-token') return tokenOf(walker, posted, secret);
  }
  if (service !== undefined) realm.searchParams.append('service', service);
  for (const scope of rule.scopes) realm.searchParams.append('scope', scope);
  const authorization: BoundAuthorization = {
    authorization: credential === null ? null : { kind: 'basic', credential: credential.id },
    secret,
  };
  const got = runRequest(walker, tokenRequest(rule, 'GET', realm.href), {
    authorization,
    account: rule.token.account && credential !== null,
  });
  return tokenOf(walker, got, secret);
}

function tokenRequest(rule: ChallengeRule, method: 'GET' | 'POST', url: string): RequestNode {
  return {
    kind: 'request',
    step: 'token',
    method,
    url,
    accept: 'any',
    transport: rule.transport,
    authorization: 'none',
    success: [200],
    redirects: GO_REDIRECTS,
    again: null,
    sources: [],
  };
}

function tokenOf(walker: Walker, result: StepResult, secret: boolean): BoundAuthorization | StepResult {
  if (result.kind !== 'ok') return result;
  if (result.response === null) return BLOCKED;
  const { token } = result.response.fact;
  if (token?.present !== true) {
    const without = token?.unusable === true ? 'with a token that no header can carry' : 'without a token';
    const attempt = walker.attempts.find(({ id }) => id === result.response?.attempt);
    return attempt === undefined
      ? BLOCKED
      : walker.fail(attempt, 'token-missing', `the token realm answered ${without}`, result.response.key);
  }
  return { authorization: { kind: 'bearer', token: result.response.key }, secret };
}
