import type { ReportAttempt } from '../report/schema.js';
import type { SeenRequest } from './debug-log.js';

/** Steps that a program's log names; blobs come side by side, in no order. */
const LOGGED_STEPS: readonly ReportAttempt['step'][] = ['ping', 'token', 'manifest'];
/** What signatures are looked for under: asked after the manifest, by configuration that says nothing of pulls. */
const SIGNATURE = /\/signature-\d+$|\/manifests\/sha256-[0-9a-f]{64}\.(?:sig|att|sbom)$|\/referrers\//;

/** The requests that a client's log should name, in order, each as `GET https://host/path`. Redirects are followed without a word. */
export function predictedOrder(attempts: readonly ReportAttempt[]): readonly string[] {
  const requests = attempts.filter(({ parent, step }) => parent === null && LOGGED_STEPS.includes(step));
  const told = requests.filter((_, index) => !isRedirect(requests[index - 1]));
  return told.flatMap(({ method, url }) => (method === null || url === null ? [] : [sameForm(method, url)]));
}

/** The requests that the log does name, in order and in the same form. */
export function seenOrder(requests: readonly SeenRequest[]): readonly string[] {
  return requests
    .filter(({ url }) => !url.includes('/blobs/') && !SIGNATURE.test(url))
    .map(({ method, url }) => sameForm(method ?? '', url));
}

/**
 * Where two orders part, in one clause; null where they don't. Up to the last manifest where the pull got so far; `isCut`: the program was stopped,
 * and what it would have sent after that is not known. An empty log shows nothing.
 */
export function orderDifference(predicted: readonly string[], seen: readonly string[], isCut: boolean): string | null {
  if (seen.length === 0 || predicted.length === 0) return null;
  const [expected, came] = [upToManifest(predicted), isCut ? seen : upToManifest(seen)];
  const end = isCut ? Math.min(expected.length, came.length) : Math.max(expected.length, came.length);
  for (let index = 0; index < end; index += 1) {
    const [one, other] = [expected[index], came[index]];
    if (one === other) continue;
    return `request ${index + 1}: ${one === undefined ? 'none' : one} predicted, ${other === undefined ? 'none' : other} sent`;
  }
  return null;
}

function upToManifest(order: readonly string[]): readonly string[] {
  const last = order.findLastIndex((request) => request.includes('/manifests/'));
  return last === -1 ? order : order.slice(0, last + 1);
}

function isRedirect(attempt: ReportAttempt | undefined): boolean {
  return attempt?.status != null && attempt.status >= 300 && attempt.status < 400;
}

function sameForm(method: string, url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return `${method} ${url}`;
  return `${method} ${parsed.origin}${decoded(parsed.pathname)}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
