import type { HttpFact } from '../../facts/facts.js';
import { type AuthorizationRef, type HttpKey, keyId, type Route } from '../../facts/keys.js';
import type { FailureKind } from '../../plan/failure.js';
import type { RequestNode } from '../../plan/nodes.js';
import type { Transport } from '../../plan/transport.js';
import { type Connection, connect } from '../connect.js';
import { couldNotAsk } from '../could-not-ask.js';
import { BLOCKED, type BoundAuthorization, type OpenAttempt, type StepResult, type Walker } from '../walker.js';

/** What a request asks beyond its node: filled by the handlers that follow an answer. */
export interface RequestDetails {
  readonly authorization: BoundAuthorization;
  readonly form: Readonly<Record<string, string>> | null;
  readonly account: boolean;
  /** Zero bytes sent as a part of an upload; left out: no body. */
  readonly bodyBytes?: number;
}

/** One request to one URL, redirects not followed. A plain-HTTP request never carries a credential unless the user allowed it. */
export function once(walker: Walker, node: RequestNode, details: RequestDetails): StepResult {
  const { url, transport } = node;
  const parsed = URL.parse(url);
  const attempt = walker.open({
    step: node.step,
    method: node.method,
    url: showUrl(url),
    tlsVerify: parsed?.protocol === 'https:' ? transport.tls.verify : null,
  });
  if (parsed === null || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:'))
    return walker.fail(attempt, 'reference', `${url} is no http(s) URL`, null);
  const { authorization } = details.authorization;
  attempt.credentialFrom = credentialName(authorization);
  if (isWithheld(walker, attempt, parsed, details.authorization)) return BLOCKED;
  const origin = `${parsed.origin} ${transport.tls.verify}`;
  const open = openConnection(walker, transport, parsed, origin, attempt);
  if (open.kind === 'failed')
    return walker.fail(attempt, open.failure, open.text, open.fact, { proxied: open.proxied });
  if (open.kind === 'blocked') return BLOCKED;
  const key: HttpKey = {
    kind: 'http',
    route: open.route,
    clientCertificate: parsed.protocol === 'https:' ? (transport.tls.clientCertificate?.path ?? null) : null,
    method: node.method,
    url: parsed.href,
    accept: node.byBlob === true && walker.memory.blob !== null ? walker.memory.blob.kind : node.accept,
    form: details.form,
    authorization,
    account: details.account,
    serial: 0,
    ...(details.bodyBytes === undefined ? {} : { bodyBytes: details.bodyBytes }),
  };
  const fact = walker.environment.facts.get(key);
  if (fact === undefined) {
    walker.need(key);
    return BLOCKED;
  }
  if (fact.outcome === 'failed') return couldNotAsk(walker, attempt, fact.detail);
  // A part may still have been on its way.
  if (details.bodyBytes !== undefined && fact.outcome === 'silent')
    return couldNotAsk(
      walker,
      attempt,
      `${details.bodyBytes} bytes did not get through within ${Math.round(fact.ms)} ms; --step-timeout gives them longer`,
    );
  if (fact.outcome === 'too-large' && fact.status === null) return unreadHeaders(walker, attempt);
  const id = keyId(key);
  if (node.step === 'manifest') walker.manifestsAsked.set(id, key);
  attempt.status = fact.status;
  const ending = endingOf(fact, transport);
  walker.clock += ending.ms;
  if (ending.failure === null) {
    walker.succeed(attempt, id);
    if (node.step === 'manifest') walker.manifest = key;
    return { kind: 'ok', response: { fact, key: id, url, attempt: attempt.id } };
  }
  // Such a connection carries no further request.
  walker.memory.connections.delete(origin);
  if (ending.unbounded) walker.unbounded = true;
  return walker.fail(attempt, ending.failure, ending.text, id, { proxied: ending.failure === 'proxy-refused' });
}

/** Clients read ten times the headers that regdoctor does: what they would find there is not known. */
function unreadHeaders(walker: Walker, attempt: OpenAttempt): StepResult {
  attempt.detail = 'the headers of the answer are longer than the 1 MiB that regdoctor reads';
  walker.unknowns.push({
    what: `${attempt.step} at ${attempt.url}`,
    why: `${attempt.detail}; no registry has a use for so many, and clients read up to 10 MiB of them`,
    needed: 'the client itself, or a look at what the server sends (curl -sD- -o/dev/null URL | head -c 4000)',
  });
  return BLOCKED;
}

/** True, after noting why, where regdoctor does not send what the client would: in clear text. */
function isWithheld(walker: Walker, attempt: OpenAttempt, url: URL, { secret }: BoundAuthorization): boolean {
  const what = `${attempt.step} at ${attempt.url}`;
  if (url.protocol === 'http:' && secret && !walker.environment.allowInsecureAuth) {
    walker.unknowns.push({
      what,
      why: 'the client would send a credential over plain HTTP, where anyone on the way can read it; regdoctor does not unless told to',
      needed: '--allow-insecure-auth',
    });
    attempt.detail = 'not asked: a credential would cross plain HTTP';
    return true;
  }
  return false;
}

/** How a probe tells of a connection that ended with an alert (`probes/parse/http-outcome.ts`). */
const ALERT = 'TLS alert: ';

interface Ending {
  readonly ms: number;
  readonly failure: FailureKind | null;
  readonly text: string;
  readonly unbounded: boolean;
}

/** What an answer is to a client with these limits. A wait without limit counts as long as it was seen, and is unbounded. */
function endingOf(fact: HttpFact, { headerMs, overallMs }: Transport): Ending {
  const late = headerMs !== null && fact.ms > headerMs;
  const failed = (failure: FailureKind, text: string): Ending => ({ ms: fact.ms, failure, text, unbounded: false });
  switch (fact.outcome) {
    case 'response':
      if (!late) return { ms: fact.ms, failure: null, text: '', unbounded: false };
      return { ...failed('http-timeout', 'net/http: timeout awaiting response headers'), ms: headerMs };
    case 'silent':
    case 'stalled': {
      const limit = fact.outcome === 'silent' ? (headerMs ?? overallMs) : overallMs;
      const unanswered = fact.detail === null ? 'no answer to the request' : 'the headers of the answer never end';
      const text = fact.outcome === 'silent' ? unanswered : 'the answer never ends';
      return { ms: limit ?? fact.ms, failure: 'http-timeout', text, unbounded: limit === null };
    }
    case 'too-large':
      return failed('http-too-large', fact.detail ?? 'the answer is larger than clients accept');
    case 'closed':
      return failed(
        'http-closed',
        fact.detail?.startsWith(ALERT) === true ? fact.detail.replace(ALERT, 'remote error: tls: ') : 'EOF',
      );
    case 'reset':
      return failed('http-reset', 'read: connection reset by peer');
    case 'proxy-refused':
      return failed('proxy-refused', fact.detail ?? 'the proxy refused');
    // `failed` was sorted out before: it says nothing of the server.
    case 'failed':
    case 'malformed':
      return failed('http-malformed', fact.detail ?? 'malformed HTTP response');
  }
}

/** A kept connection costs nothing; otherwise look-up, connect and handshake. */
function openConnection(
  walker: Walker,
  transport: Transport,
  url: URL,
  origin: string,
  attempt: OpenAttempt,
): Connection {
  const kept = transport.keepAlive ? walker.memory.connections.get(origin) : undefined;
  if (kept !== undefined) {
    const { route, address } = JSON.parse(kept) as { route: Route; address: string | null };
    attempt.address = address;
    return { kind: 'open', route, facts: [] };
  }
  const open = connect(walker, transport, url, attempt);
  if (open.kind === 'open')
    walker.memory.connections.set(origin, JSON.stringify({ route: open.route, address: attempt.address }));
  return open;
}

function credentialName(authorization: AuthorizationRef | null): string | null {
  if (authorization === null) return null;
  return authorization.kind === 'bearer' ? 'token' : authorization.credential;
}

/** Query strings may carry signatures: a URL is shown without them. */
export function showUrl(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return url;
  return `${parsed.origin}${parsed.pathname}`;
}
