import { type AuthorizationRef, type HttpKey, keyId, type Route } from '../../facts/keys.js';
import type { FailureKind } from '../../plan/failure.js';
import type { AgainRule, RequestNode } from '../../plan/nodes.js';
import { connect } from '../connect.js';
import { notAManifest } from '../manifest-answer.js';
import {
  BLOCKED,
  type BoundAuthorization,
  type OpenAttempt,
  type Response,
  type StepResult,
  type Walker,
} from '../walker.js';

const NO_AUTHORIZATION: BoundAuthorization = { authorization: null, secret: false };
const REDIRECT_STATUSES = new Set([301, 302, 303, 307, 308]);

/** What a request asks beyond its node: filled by the handlers that follow an answer. */
export interface RequestDetails {
  readonly authorization: BoundAuthorization;
  readonly form: Readonly<Record<string, string>> | null;
  readonly account: boolean;
}

/** One request with look-up, connect, handshake, redirects and the client's own asking again. */
export function runRequest(walker: Walker, node: RequestNode, details: Partial<RequestDetails> = {}): StepResult {
  const authorization = details.authorization ?? (node.authorization === 'bound' ? walker.bound : NO_AUTHORIZATION);
  let result = walkRedirects(walker, node, {
    authorization,
    form: details.form ?? null,
    account: details.account ?? false,
  });
  for (let attempt = 0; node.again !== null && attempt < node.again.delaysMs.length; attempt += 1) {
    if (
      result.kind !== 'failed' ||
      result.failure.status === null ||
      !node.again.statuses.includes(result.failure.status)
    )
      break;
    walker.wait(
      againDelay(walker, node.again, attempt, result.failure.fact),
      `status ${result.failure.status}: waits before asking again`,
    );
    result = walkRedirects(walker, node, {
      authorization,
      form: details.form ?? null,
      account: details.account ?? false,
    });
  }
  return result;
}

function againDelay(walker: Walker, rule: AgainRule, attempt: number, factId: string | null): number {
  const delay = rule.delaysMs[attempt] ?? 0;
  const fact = factId === null ? undefined : walker.environment.facts.byId(factId);
  const header = fact?.kind === 'http' ? fact.headers['retry-after'] : undefined;
  if (rule.retryAfter === 'ignored' || header === undefined) return delay;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.min(seconds * 1000, rule.capMs);
  const date = Date.parse(header);
  const served = Date.parse(fact?.kind === 'http' ? (fact.headers['date'] ?? '') : '');
  return Number.isNaN(date) || Number.isNaN(served) ? delay : Math.min(Math.max(0, date - served), rule.capMs);
}

function walkRedirects(walker: Walker, node: RequestNode, details: RequestDetails): StepResult {
  let url = node.url;
  let { authorization } = details;
  for (let hop = 0; ; hop += 1) {
    const result = once(walker, node, url, { ...details, authorization });
    if (result.kind !== 'ok' || result.response === null) return result;
    const { status, headers } = result.response.fact;
    const location = headers['location'];
    if (status === null || !REDIRECT_STATUSES.has(status) || location === undefined)
      return judgeStatus(walker, node, result.response);
    const attempt = walker.attempts.find(({ id }) => id === result.response?.attempt);
    if (attempt === undefined) return BLOCKED;
    if (hop >= node.redirects)
      return walker.fail(attempt, 'http-redirects', `stopped after ${node.redirects} redirects`, result.response.key, {
        status,
      });
    const next = URL.parse(location, url);
    if (next === null || (next.protocol !== 'https:' && next.protocol !== 'http:')) {
      return walker.fail(
        attempt,
        'http-redirect-refused',
        `redirects to an address that is no http(s) URL`,
        result.response.key,
        { status },
      );
    }
    // Ours is stricter than Go, which keeps the header towards subdomains: a credential never leaves its origin.
    if (next.origin !== new URL(url).origin) authorization = NO_AUTHORIZATION;
    url = next.href;
  }
}

function judgeStatus(walker: Walker, node: RequestNode, response: Response): StepResult {
  const { status, errors } = response.fact;
  const attempt = walker.attempts.find(({ id }) => id === response.attempt);
  if (attempt === undefined) return BLOCKED;
  if (node.success === 'any' || (status !== null && node.success.includes(status))) {
    const wrong = node.step === 'manifest' && node.method === 'GET' ? notAManifest(response.fact) : null;
    return wrong === null ? { kind: 'ok', response } : walker.fail(attempt, 'http-malformed', wrong, response.key);
  }
  const codes = errors.map(({ code }) => code);
  const said = errors.map(({ code, message }) => (message === '' ? code : `${code}: ${message}`)).join('; ');
  return walker.fail(
    attempt,
    'http-status',
    `${status}${response.fact.statusText === '' ? '' : ` ${response.fact.statusText}`}${said === '' ? '' : ` (${said})`}`,
    response.key,
    { status, codes },
  );
}

/** One request to one URL. A plain-HTTP request never carries a credential unless the user allowed it. */
function once(walker: Walker, node: RequestNode, url: string, details: RequestDetails): StepResult {
  const parsed = URL.parse(url);
  const attempt = walker.open({
    step: node.step,
    method: node.method,
    url: showUrl(url),
    tlsVerify: parsed?.protocol === 'https:' ? node.transport.tls.verify : null,
  });
  if (parsed === null || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:'))
    return walker.fail(attempt, 'reference', `${url} is no http(s) URL`, null);
  const { authorization, secret } = details.authorization;
  attempt.credentialFrom = credentialName(authorization);
  if (parsed.protocol === 'http:' && secret && !walker.environment.allowInsecureAuth) {
    walker.unknowns.push({
      what: `${node.step} at ${showUrl(url)}`,
      why: 'the client would send a credential over plain HTTP, where anyone on the way can read it; regdoctor does not unless told to',
      needed: '--allow-insecure-auth',
    });
    attempt.detail = 'not asked: a credential would cross plain HTTP';
    return BLOCKED;
  }
  if (askedOfHelper(walker, node, url, authorization)) {
    attempt.detail = 'not asked: the credential is with a helper program';
    return BLOCKED;
  }
  const open = openConnection(walker, node, parsed, attempt);
  if (open.kind === 'failed')
    return walker.fail(attempt, open.failure, open.text, open.fact, { proxied: open.proxied });
  if (open.kind === 'blocked') return BLOCKED;
  const key: HttpKey = {
    kind: 'http',
    route: open.route,
    clientCertificate: parsed.protocol === 'https:' ? (node.transport.tls.clientCertificate?.path ?? null) : null,
    method: node.method,
    url: parsed.href,
    accept: node.accept,
    form: details.form,
    authorization,
    account: details.account,
    serial: 0,
  };
  const fact = walker.environment.facts.get(key);
  if (fact === undefined) {
    walker.need(key);
    return BLOCKED;
  }
  const id = keyId(key);
  attempt.status = fact.status;
  const failed = (kind: FailureKind, text: string): StepResult => walker.fail(attempt, kind, text, id);
  switch (fact.outcome) {
    case 'response':
      walker.clock += fact.ms;
      walker.succeed(attempt, id);
      return { kind: 'ok', response: { fact, key: id, url, attempt: attempt.id } };
    case 'silent':
    case 'stalled': {
      const limit = node.transport.headerMs ?? node.transport.overallMs;
      if (limit === null) walker.unbounded = true;
      walker.clock += limit ?? fact.ms;
      return failed('http-timeout', fact.outcome === 'silent' ? 'no answer to the request' : 'the answer never ends');
    }
    case 'too-large':
      walker.clock += fact.ms;
      return failed('http-too-large', fact.detail ?? 'the answer is larger than clients accept');
    case 'closed':
      walker.clock += fact.ms;
      return failed('http-closed', 'EOF');
    case 'reset':
      walker.clock += fact.ms;
      return failed('http-reset', 'read: connection reset by peer');
    case 'proxy-refused':
      walker.clock += fact.ms;
      return failed('proxy-refused', fact.detail ?? 'the proxy refused');
    case 'malformed':
    case 'failed':
      walker.clock += fact.ms;
      return failed('http-malformed', fact.detail ?? 'malformed HTTP response');
  }
}

/** What a credential helper would answer isn't known: it is never run. */
function askedOfHelper(
  walker: Walker,
  node: RequestNode,
  url: string,
  authorization: AuthorizationRef | null,
): boolean {
  const credential = authorization === null || authorization.kind === 'bearer' ? null : authorization.credential;
  if (credential === null || !credential.startsWith('helper:')) return false;
  walker.unknowns.push({
    what: `${node.step} at ${showUrl(url)}`,
    why: `the credential comes from docker-credential-${credential.slice('helper:'.length).split('#')[0] ?? ''}, and regdoctor runs no helper programs`,
    needed: '--creds with the same account',
  });
  return true;
}

/** A kept connection costs nothing; otherwise look-up, connect and handshake. */
function openConnection(walker: Walker, node: RequestNode, url: URL, attempt: OpenAttempt): ReturnType<typeof connect> {
  const origin = `${url.origin} ${node.transport.tls.verify}`;
  const kept = node.transport.keepAlive ? walker.connections.get(origin) : undefined;
  if (kept !== undefined) {
    const { route, address } = JSON.parse(kept) as { route: Route; address: string | null };
    attempt.address = address;
    return { kind: 'open', route, facts: [] };
  }
  const open = connect(walker, node.transport, url, attempt);
  if (open.kind === 'open')
    walker.connections.set(origin, JSON.stringify({ route: open.route, address: attempt.address }));
  return open;
}

function credentialName(authorization: AuthorizationRef | null): string | null {
  if (authorization === null) return null;
  return authorization.kind === 'bearer' ? 'token' : authorization.credential;
}

/** Query strings may carry signatures: a URL is shown without them. */
function showUrl(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return url;
  return `${parsed.origin}${parsed.pathname}`;
}
