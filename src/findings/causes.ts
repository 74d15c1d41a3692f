import type { Failure } from '../plan/failure.js';
import type { Attempt } from '../replay/walk.js';
import type { Case, Cause } from './context.js';

/** How far a request got when it failed: the further, the more it says about what is wrong. */
const PHASES: readonly [prefix: string, rank: number][] = [
  ['dns-', 1],
  ['tcp-', 2],
  ['proxy-', 3],
  ['tls-', 4],
];
const ANSWERED = 5;

function phase(failure: Failure): number {
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
    if (cause === null) continue;
    const known = byHost.get(cause.url.hostname);
    if (known === undefined || phase(failure) > phase(known.failure)) byHost.set(cause.url.hostname, cause);
  }
  const deciding = walk.failure === null ? null : hostOf(walk.attempts.find(({ id }) => id === walk.failure?.attempt));
  const causes = [...byHost.values()].filter((cause) => walk.outcome === 'fail' || costs(entry, cause));
  // The endpoint whose error the client reports comes first.
  return causes.sort((a, b) => Number(b.url.hostname === deciding) - Number(a.url.hostname === deciding));
}

function hostOf(attempt: Attempt | undefined): string | null {
  return attempt?.url == null ? null : (URL.parse(attempt.url)?.hostname ?? null);
}

/** In a walk that ends well only another host's failure is worth a word: the same host's was a fallback, judged by its time elsewhere. */
function costs(entry: Case, cause: Cause): boolean {
  const last = entry.walk.attempts.filter(({ parent, outcome }) => parent === null && outcome === 'ok').at(-1);
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

function hopOf(entry: Case, request: Attempt, url: URL): Cause['hop'] {
  if (request.step === 'token') return 'token';
  const own = hostOfRegistry(entry.plan.reference?.registry ?? '');
  if (url.hostname === own || entry.plan.reference === null) return 'registry';
  const endpoint = entry.walk.attempts.some(
    ({ step, parent, url: asked }) =>
      parent === null && step === 'ping' && asked !== null && URL.parse(asked)?.hostname === url.hostname,
  );
  return endpoint || request.step === 'ping' ? 'mirror' : 'redirect';
}

function hostOfRegistry(registry: string): string {
  const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  return URL.parse(`https://${host}`)?.hostname ?? host;
}
