import { causesOf } from '../findings/causes.js';
import type { Case, Cause } from '../findings/context.js';
import type { Finding } from '../findings/finding.js';
import { endpoint } from '../findings/rule.js';

/** The cause in one client's walk that a finding explains; null for findings about the whole. */
export function causeBehind(finding: Finding, entry: Case): Cause | null {
  return causesOf(entry).find(({ url }) => endpoint(url) === finding.about.origin) ?? null;
}

/** The request that made a client slow which gets through after it; it is no cause of a failure. */
export function slowCauseBehind(finding: Finding, entry: Case): Cause | null {
  const request = entry.walk.attempts.find(
    ({ parent, url, outcome }) =>
      parent === null && outcome !== 'ok' && url !== null && endpointOf(url) === finding.about.origin,
  );
  const url = request?.url == null ? null : URL.parse(request.url);
  const failure = entry.walk.failures.find(({ attempt }) => attempt === request?.id);
  if (request === undefined || url === null || failure === undefined) return null;
  return { case: entry, failure, request, url, hop: 'registry', severity: 'warning' };
}

function endpointOf(text: string): string | null {
  const url = URL.parse(text);
  return url === null ? null : endpoint(url);
}
