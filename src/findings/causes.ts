import type { Failure } from '../plan/failure.js';
import { nodesOf } from '../plan/visit.js';
import type { Attempt } from '../replay/walk.js';
import type { Case, Cause } from './context.js';
import { hostPort } from './rule.js';

/** How far a request got when it failed: the further, the more it says about what is wrong. */
const PHASES: readonly [prefix: string, rank: number][] = [
  ['dns-', 1],
  ['tcp-', 2],
  ['proxy-', 3],
  ['tls-', 4],
];
const ANSWERED = 5;

/** 1 look-up … 5 an answer came. */
export function phase(failure: Failure): number {
  return PHASES.find(([prefix]) => failure.kind.startsWith(prefix))?.[1] ?? ANSWERED;
}

/**
 * What made a client fail, or what a client that gets through has to pay for. Of the attempts at one host the one that got
 * furthest counts (a fallback's later failure hides the real one); repeats by the client's own retries count once.
 */
export function causesOf(entry: Case): Cause[] {
  const { walk } = entry;
  if (walk.outcome === 'unknown') return [];
  const byHost = new Map<string, Cause>();
  for (const failure of walk.failures) {
    const request = walk.attempts.find(({ id }) => id === failure.attempt);
    if (request === undefined || request.retry > 0) continue;
    const cause = causeOf(entry, failure, request);
    if (cause === null || ((walk.outcome === 'fail' || request.step === 'token') && isMadeGood(entry, cause))) continue;
    const place = placeOf(cause);
    const known = byHost.get(place);
    if (known === undefined || (phase(failure) > phase(known.failure) && !meetsTls(cause, known)))
      byHost.set(place, cause);
  }
  const deciding = walk.failure === null ? null : hostOf(walk.attempts.find(({ id }) => id === walk.failure?.attempt));
  const causes = [...byHost.values()].filter((cause) => walk.outcome === 'fail' || costs(entry, cause));
  // The endpoint whose error the client reports comes first.
  return causes.sort((a, b) => Number(b.url.hostname === deciding) - Number(a.url.hostname === deciding));
}

/** Where a failure counts: at a host; a realm or a redirect's target on the registry's own host is a place of its own. */
function placeOf({ hop, url }: Cause): string {
  if (hop === 'token') return `token ${url.hostname}`;
  return hop === 'redirect' ? `redirect ${url.host}` : url.hostname;
}

/** A failed ping that the same host's other scheme made good is not why the walk failed after it; nor is a token that came by GET after a refused POST. */
function isMadeGood(entry: Case, { request, url }: Cause): boolean {
  const { step } = request;
  if (step !== 'ping' && step !== 'token') return false;
  return entry.walk.attempts.some(
    (later) => later.id > request.id && later.step === step && later.outcome === 'ok' && hostOf(later) === url.hostname,
  );
}

/** A port that has answered a TLS hello with TLS has nothing to say to the plain HTTP that follows. */
function meetsTls(cause: Cause, known: Cause): boolean {
  const { kind } = known.failure;
  const spokeTls = kind.startsWith('tls-') && kind !== 'tls-plain-http' && kind !== 'tls-not-tls';
  return spokeTls && cause.url.protocol === 'http:' && hostPort(cause.url) === hostPort(known.url);
}

function hostOf(attempt: Attempt | undefined): string | null {
  return attempt?.url == null ? null : (URL.parse(attempt.url)?.hostname ?? null);
}

/** In a walk that ends well only another host's failure is worth a word: the same host's was a fallback, judged by its time elsewhere. */
function costs(entry: Case, cause: Cause): boolean {
  // Blobs may come from hosts that are nobody's fallback.
  const last = entry.walk.attempts.findLast(
    ({ parent, outcome, step }) => parent === null && outcome === 'ok' && step !== 'blob',
  );
  if (cause.failure.status === 404 && cause.hop === 'mirror') return false;
  return hostOf(last) !== cause.url.hostname;
}

function causeOf(entry: Case, failure: Failure, request: Attempt): Cause | null {
  // A stop by configuration has no URL; the reference's own registry stands in.
  const url = URL.parse(request.url ?? `https://${entry.plan.reference?.registry ?? 'unknown.invalid'}/v2/`);
  if (url === null) return null;
  return {
    case: entry,
    failure,
    request,
    url,
    hop: hopOf(entry, request, url),
    severity: entry.walk.outcome === 'fail' ? 'error' : 'warning',
  };
}

/** What an endpoint is asked first: /v2/, or the manifest at once (containerd). */
const FIRST_STEPS: readonly Attempt['step'][] = ['ping', 'manifest'];

function hopOf(entry: Case, request: Attempt, url: URL): Cause['hop'] {
  if (request.step === 'token') return 'token';
  if (redirectBefore(entry, request) !== null) return 'redirect';
  const own = hostOfRegistry(entry.plan.reference?.registry ?? '');
  if (url.hostname === own || entry.plan.reference === null) return 'registry';
  const isEndpoint = [...nodesOf(entry.plan.root)].some(
    (node) =>
      node.kind === 'request' && FIRST_STEPS.includes(node.step) && URL.parse(node.url)?.hostname === url.hostname,
  );
  return isEndpoint ? 'mirror' : 'redirect';
}

/** The blob request that was answered by sending its client to the origin of this one; null where it wasn't. */
export function redirectBefore({ walk }: Pick<Case, 'walk'>, { id, step, url }: Attempt): Attempt | null {
  if (step !== 'blob') return null;
  const before = walk.attempts.findLast((each) => each.id < id && each.parent === null && each.step !== 'wait');
  const sends = before?.step === 'blob' && before.status !== null && before.status >= 300 && before.status < 400;
  if (before === undefined || !sends || before.url === null || url === null) return null;
  return URL.parse(before.url)?.origin === URL.parse(url)?.origin ? null : before;
}

function hostOfRegistry(registry: string): string {
  const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  return URL.parse(`https://${host}`)?.hostname ?? host;
}
