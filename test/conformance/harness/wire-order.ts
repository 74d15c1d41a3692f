import type { Report, ReportClient } from '../../../src/report/schema.js';
import type { ConnectionAttempt } from '../rig/firewall.js';
import type { WireRequest } from '../rig/wire.js';

/** A request as both sides can tell it. */
interface Sent {
  readonly server: string;
  readonly method: string;
  readonly path: string;
}

const REQUEST_STEPS: readonly Report['clients'][number]['attempts'][number]['step'][] = [
  'ping',
  'token',
  'manifest',
  'upload',
];

/** Requests that the plan's walk sent and that were answered, by server `address:port` and in order. */
export function predictedRequests(client: ReportClient): Record<string, string[]> {
  const sent = client.attempts.flatMap((attempt): Sent[] => {
    if (!REQUEST_STEPS.includes(attempt.step) || attempt.status === null || attempt.url === null) return [];
    const url = new URL(attempt.url);
    return [{ server: attempt.address ?? url.host, method: attempt.method ?? '', path: url.pathname }];
  });
  return byServer(sent);
}

/** What the servers' logs tell, up to the last manifest: the storage of layers is nobody's prediction. */
export function seenRequests(logs: readonly (readonly WireRequest[])[]): Record<string, string[]> {
  return byServer(logs.flatMap((log) => log.filter(({ path }) => !path.includes('/blobs/'))));
}

/** Queries are left out: reports don't show them whole, they may hold what is nobody's business. */
function byServer(sent: readonly Sent[]): Record<string, string[]> {
  const servers = Map.groupBy(sent, ({ server }) => server);
  return Object.fromEntries(
    [...servers].map(([server, requests]) => [server, requests.map(({ method, path }) => `${method} ${bare(path)}`)]),
  );
}

function bare(path: string): string {
  return decodeURIComponent(path.split('?')[0] ?? path);
}

/** Addresses with their ports in the order in which the walk first turned to them. */
export function predictedConnections(client: ReportClient): string[] {
  const addresses = client.attempts.flatMap(({ step, address }) =>
    step === 'tcp' && address !== null ? [address] : [],
  );
  return [...new Set(addresses)];
}

/** nft tells times to 4 ms: connections closer than this have no order. */
const SAME_TIME_MS = 10;

/** The same as the firewall saw it; what came too close together to tell stands in the order of `predicted`. */
export function seenConnections(attempts: readonly ConnectionAttempt[], predicted: readonly string[]): string[] {
  const first = new Map<string, number>();
  for (const { address, port, atMs } of attempts) {
    const name = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
    if (!first.has(name)) first.set(name, atMs);
  }
  const entries = [...first].sort(([one, oneMs], [other, otherMs]) => {
    const apart = oneMs - otherMs;
    return Math.abs(apart) > SAME_TIME_MS ? apart : predicted.indexOf(one) - predicted.indexOf(other);
  });
  return entries.map(([name]) => name);
}
