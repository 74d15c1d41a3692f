import type { Challenge, HttpFact } from '../../facts/facts.js';
import type { ChallengeRule, FollowChallenge, RequestNode } from '../../plan/nodes.js';
import { GO_REDIRECTS } from '../../plan/redirects.js';
import { BLOCKED, type BoundAuthorization, type RunNode, type StepResult, type Walker } from '../walker.js';
import { NO_AUTHORIZATION, runRequest } from './request.js';

/** Asks `first`, obtains what its challenge wants, and goes on with that bound. */
export function runChallenge(walker: Walker, node: FollowChallenge, run: RunNode): StepResult {
  const before = walker.bound;
  if (node.on === 'ping') {
    const answer = runRequest(walker, node.first);
    if (answer.kind !== 'ok' || answer.response === null) return answer;
    if (node.commit === true) walker.commit();
    const bound = authorize(walker, node.rule, answer.response.fact);
    if ('kind' in bound) return bound;
    walker.bound = bound;
    const result: StepResult = node.then === null ? answer : run(walker, node.then);
    walker.bound = before;
    return result;
  }
  const first = runRequest(walker, {
    ...node.first,
    success: node.first.success === 'any' ? 'any' : [...node.first.success, 401],
  });
  if (first.kind !== 'ok' || first.response === null) return first;
  let answered: StepResult = first;
  if (first.response.fact.status === 401) {
    const bound = authorize(walker, node.rule, first.response.fact);
    if ('kind' in bound) return bound;
    walker.bound = bound;
    walker.memory.authorizations.set(new URL(node.first.url).origin, bound);
    answered = runRequest(walker, { ...node.first, authorization: 'bound' });
  }
  if (answered.kind === 'ok' && node.commit === true) walker.commit();
  const result: StepResult = answered.kind === 'ok' && node.then !== null ? run(walker, node.then) : answered;
  walker.bound = before;
  return result;
}

/** What to send from now on, or the step that failed on the way to it. */
function authorize(walker: Walker, rule: ChallengeRule, answer: HttpFact): BoundAuthorization | StepResult {
  const usable = answer.challenges.filter(({ scheme }) => scheme === 'basic' || scheme === 'bearer');
  const challenge =
    rule.order === 'bearer-first' ? (usable.find(({ scheme }) => scheme === 'bearer') ?? usable[0]) : usable[0];
  const { credential } = rule;
  const basic: BoundAuthorization = {
    authorization: { kind: 'basic', credential: credential?.id ?? null },
    secret: credential !== null,
  };
  if (challenge === undefined) return rule.basicWithoutChallenge && credential !== null ? basic : NO_AUTHORIZATION;
  if (challenge.scheme === 'bearer') {
    // A registry token is sent as it is.
    if (credential?.kind === 'registry-token')
      return { authorization: { kind: 'bearer', token: credential.id }, secret: true };
    const bound = fetchToken(walker, rule, challenge);
    if ('kind' in bound || rule.widensScope !== true) return bound;
    const widen = (scope: string) => fetchToken(walker, { ...rule, scopes: [...rule.scopes, scope] }, challenge);
    return { ...bound, widen };
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
  if (result.response.fact.token?.present !== true) {
    const attempt = walker.attempts.find(({ id }) => id === result.response?.attempt);
    return attempt === undefined
      ? BLOCKED
      : walker.fail(attempt, 'token-missing', 'the token realm answered without a token', result.response.key);
  }
  return { authorization: { kind: 'bearer', token: result.response.key }, secret };
}
