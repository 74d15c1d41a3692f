import type { Report, ReportAttempt, ReportClient } from '../schema.js';
import { hopWords } from './hop-words.js';
import { urlParts } from './url-parts.js';

/** How a hop fares: `unreached` where something before it is broken. */
export type HopState = 'ok' | 'slow' | 'broken' | 'unknown' | 'unreached';

/** One station on the way, and how the link to it fares. */
export interface Hop {
  readonly kind: 'resolver' | 'address' | 'proxy' | 'registry' | 'token realm' | 'blob host' | 'endpoint';
  readonly name: string;
  readonly state: HopState;
  /** What is known of the link, in a few words. */
  readonly word: string;
}

/** The way from the client to one server. */
export interface Lane {
  readonly hops: readonly Hop[];
}

interface Route {
  readonly role: Hop['kind'];
  readonly origin: string;
  readonly proxy: string | null;
  readonly requests: ReportAttempt[];
  readonly parts: ReportAttempt[];
}

/** The ways that a client goes in the first round of its walk, in that order. Pure. @param registry of the reference. */
export function lanesOf({ attempts }: Pick<ReportClient, 'attempts'>, { registry }: Report['reference']): Lane[] {
  const first = attempts.filter(({ retry }) => retry < 1);
  const parts = Map.groupBy(first, ({ parent }) => parent);
  const routes = new Map<string, Route>();
  for (const request of first) {
    if (request.parent !== null || request.url === null || request.step === 'wait') continue;
    const { origin } = urlParts(request.url);
    if (origin === null) continue;
    const proxy = request.proxy ?? null;
    const role = roleOf(request.step, origin, registry);
    const id = JSON.stringify([role, origin, proxy]);
    const route = routes.get(id) ?? { role, origin, proxy, requests: [], parts: [] };
    route.requests.push(request);
    for (const part of parts.get(request.id) ?? []) route.parts.push(part);
    routes.set(id, route);
  }
  return [...routes.values()].map((route) => ({ hops: hopsOf(route) }));
}

/** Docker's registry answers under another name than references give it. */
const DOCKER_HUB = /(?:^|\.)docker\.io$/;

function roleOf(step: ReportAttempt['step'], origin: string, registry: string | null): Hop['kind'] {
  if (step === 'token') return 'token realm';
  const host = URL.parse(origin)?.hostname ?? '';
  const own = URL.parse(`https://${registry ?? ''}`)?.hostname ?? '';
  if (host === own || (DOCKER_HUB.test(host) && DOCKER_HUB.test(own))) return 'registry';
  return step === 'blob' || step === 'upload' ? 'blob host' : 'endpoint';
}

function hopsOf(route: Route): Hop[] {
  const { role, origin, proxy, requests, parts } = route;
  const hops: Hop[] = [];
  let reached = true;
  const add = (kind: Hop['kind'], name: string, seen: Seen): void => {
    hops.push(reached ? { kind, name, ...seen } : { kind, name, state: 'unreached', word: 'not reached' });
    if (seen.state === 'broken') reached = false;
  };
  const lookUps = parts.filter(({ step }) => step === 'dns');
  if (lookUps.length > 0) {
    const servers = [...new Set(lookUps.flatMap(({ address }) => (address === null ? [] : [address])))];
    add('resolver', servers.join(', ') || 'the resolver', seenOf(lookUps, 'knows the name'));
  }
  const connects = parts.filter(({ step }) => step === 'tcp');
  const known = [...new Set([...connects, ...requests].flatMap(({ address }) => (address === null ? [] : [address])))];
  if (known.length > 0)
    add(
      'address',
      known.join(', '),
      connects.length > 0 ? seenOf(connects, 'connects') : { state: 'ok', word: 'connection is open' },
    );
  if (proxy !== null) {
    const refused = [...parts, ...requests].find(({ outcome }) => outcome === 'proxy-refused');
    add(
      'proxy',
      proxy,
      refused === undefined ? { state: 'ok', word: 'lets through' } : { state: 'broken', word: hopWords(refused) },
    );
  }
  add(role, origin, answerOf(route));
  return hops;
}

type Seen = Pick<Hop, 'state' | 'word'>;

/** What tries of one kind say together: one that works is enough, and one that does not costs time. */
function seenOf(tries: readonly ReportAttempt[], works: string): Seen {
  const wrong = tries.find(({ outcome }) => outcome !== 'ok' && outcome !== 'unknown');
  const right = tries.filter(({ outcome }) => outcome === 'ok').length;
  if (right === tries.length) return { state: 'ok', word: works };
  if (wrong === undefined) return { state: 'unknown', word: 'not seen' };
  if (right > 0) return { state: 'slow', word: `${right} of ${tries.length} works; ${hopWords(wrong)}` };
  return { state: 'broken', word: hopWords(wrong) };
}

function answerOf({ requests, parts }: Route): Seen {
  const broken = requests.find(({ outcome }) => outcome !== 'ok' && outcome !== 'unknown');
  if (broken !== undefined) {
    const handshake = parts.find(
      ({ parent, step, outcome }) => parent === broken.id && step === 'tls' && outcome !== 'ok',
    );
    return { state: 'broken', word: hopWords(handshake ?? broken) };
  }
  const statuses = [...new Set(requests.flatMap(({ status }) => (status === null ? [] : [status])))];
  if (statuses.length > 0) return { state: 'ok', word: `answers ${statuses.slice(0, 3).join(', ')}` };
  return requests.some(({ outcome }) => outcome === 'ok')
    ? { state: 'ok', word: 'answers' }
    : { state: 'unknown', word: 'not seen' };
}
