import { blankHttpFact } from '../facts/blank.js';
import type { HttpFact } from '../facts/facts.js';
import { type HttpKey, keyId, type TlsKey } from '../facts/keys.js';
import { type Carrier, destroyCarrier } from './carrier.js';
import type { Deadline } from './deadline.js';
import { type ExchangeResult, exchange } from './exchange.js';
import { type BodyUse, readAnswer } from './parse/http-answer.js';
import { hiddenValues, rememberLocation } from './parse/location.js';
import { claimsAmong } from './parse/token-claims.js';
import type { ProbeLimits } from './prober-options.js';
import { openRoute, type ProbeWorld, proxyAuthorization, serverNameOf } from './route.js';
import { openTls } from './tls.js';
import { buildWireRequest, type WireRequest } from './wire-request.js';

/** Redirect targets remembered by one prober. */
const MAX_LOCATIONS = 1000;

type Opened = { readonly carrier: Carrier; readonly reused: boolean } | HttpFact;

/** One request, its redirect not followed, on a connection an earlier probe left where there is one. */
export async function probeHttp(
  world: ProbeWorld,
  key: HttpKey,
  deadline: Deadline,
  limits: ProbeLimits,
): Promise<HttpFact> {
  const real = world.locations.get(key.url) ?? key.url;
  const request = buildWireRequest(key, real, world.options.secrets);
  if (typeof request === 'string') return blankHttpFact('failed', 0, request);
  const proxy = key.route.kind === 'proxy' && request.url.protocol === 'http:' ? key.route : null;
  const authorization = proxy === null ? null : proxyAuthorization(world, proxy.credential);
  if (authorization !== null) request.headers['proxy-authorization'] = authorization;
  const path = proxy === null ? request.url.pathname + request.url.search : withoutFragment(request.url);
  const use = bodyUse(key, request.url);

  // A request that changes something is not sent twice, so it gets a connection that can't be stale.
  let mayReuse = key.method === 'GET' || key.method === 'HEAD';
  for (;;) {
    const ended = world.pool.begin(poolName(key, request));
    const need = use === 'digest' || use === 'ignore' ? 'start' : 'whole';
    const opened = await open(world, key, request, mayReuse, deadline, limits);
    if (!('carrier' in opened)) {
      ended();
      return opened;
    }
    const result = await exchange(opened.carrier, key, request, path, need, deadline);
    if (result.reusable) world.pool.put(poolName(key, request), opened.carrier);
    else destroyCarrier(opened.carrier);
    ended();
    if (opened.reused && isStale(result)) mayReuse = false;
    else {
      const secrets = allSecrets(request, key.url, real, authorization);
      const fact = finish(world, key, { ...request, secrets }, result, use);
      const sent = claimsAmong(request.secrets);
      return sent === null ? fact : { ...fact, sent };
    }
  }
}

/** A layer is told by what it was asked for, not by its URL: a redirect's says nothing. */
function bodyUse({ accept }: HttpKey, url: URL): BodyUse {
  if (accept === 'layer') return 'digest';
  if (accept === 'configuration') return 'platform';
  if (/\/blobs\/(?!uploads\/)/.test(url.pathname)) return 'ignore';
  return accept === 'manifest' ? 'manifest' : 'read';
}

/** How a connection fails that was gone before the request, or that still held a part of the answer before (the body that some servers send after a HEAD). */
const STALE: readonly HttpFact['outcome'][] = ['closed', 'reset', 'malformed'];

/** True where the failure says nothing of the server's answer to this request: real clients ask again on a new connection (golang/go net/http/transport.go, readLoop). */
function isStale({ answer }: ExchangeResult): boolean {
  return answer.status === null && STALE.includes(answer.outcome);
}

/** Everything secret that went out: credentials, the proxy's among them, and the signatures of a redirect target. */
function allSecrets(request: WireRequest, shown: string, real: string, proxyAuthorization: string | null): string[] {
  const proxySecret = proxyAuthorization === null ? [] : [proxyAuthorization.slice('Basic '.length)];
  return [...request.secrets, ...proxySecret, ...(shown === real ? [] : hiddenValues({ shown, real }))];
}

function finish(
  world: ProbeWorld,
  key: HttpKey,
  request: WireRequest,
  { answer }: ExchangeResult,
  use: BodyUse,
): HttpFact {
  const { fact, token, redirect } = readAnswer(answer, key.url, use, request.secrets);
  if (token !== null) world.options.secrets.keepToken(keyId(key), token);
  const shown = fact.headers.location;
  if (redirect !== null && shown !== undefined && world.locations.size < MAX_LOCATIONS)
    rememberLocation(world.locations, key.url, { ...redirect, shown });
  return fact;
}

async function open(
  world: ProbeWorld,
  key: HttpKey,
  request: WireRequest,
  mayReuse: boolean,
  deadline: Deadline,
  limits: ProbeLimits,
): Promise<Opened> {
  const name = poolName(key, request);
  const idle = mayReuse ? (world.pool.take(name) ?? (await world.pool.waitFor(name))) : null;
  if (idle !== null) return { carrier: idle, reused: true };
  if (request.url.protocol === 'https:') {
    const { fact, carrier } = await openTls(world, tlsKeyOf(key, request), deadline, limits);
    if (carrier !== null) return { carrier, reused: false };
    const detail = fact.detail === null ? fact.outcome : `${fact.outcome}: ${fact.detail}`;
    return fact.outcome === 'proxy-refused'
      ? blankHttpFact('proxy-refused', fact.ms, fact.detail)
      : blankHttpFact('failed', fact.ms, `handshake: ${detail}`);
  }
  const opened = await openRoute(world, key.route, { tunnel: false, mayReuse }, deadline, limits);
  if (opened.kind === 'open') return opened;
  return blankHttpFact(opened.kind === 'refused' ? 'proxy-refused' : opened.kind, opened.openMs, opened.detail);
}

/** The handshake this request needs; its probe leaves the session under the same name. */
function tlsKeyOf(key: HttpKey, { url }: WireRequest): TlsKey {
  const { route, clientCertificate } = key;
  return { kind: 'tls', route, serverName: serverNameOf(url.hostname), clientCertificate };
}

function poolName(key: HttpKey, request: WireRequest): string {
  const name = keyId(tlsKeyOf(key, request));
  return request.url.protocol === 'https:' ? name : `plain ${name}`;
}

function withoutFragment(url: URL): string {
  return url.href.slice(0, url.href.length - url.hash.length);
}
