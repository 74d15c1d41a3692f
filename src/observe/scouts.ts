import type { FactBook } from '../facts/book.js';
import type { FactKey } from '../facts/keys.js';
import type { RequestNode } from '../plan/nodes.js';
import type { Transport } from '../plan/transport.js';
import { replay } from '../replay/replay.js';

/**
 * What candidate fixes will need first: both schemes on the reference's port, and 443 and 80 of the same host. No credential, no
 * certificate check; what it brings is probed alongside and never waited for.
 * @param registry `host[:port]` as in the reference.
 */
export function scoutNeeds(registry: string, transport: Transport, facts: FactBook): FactKey[] {
  const environment = { facts, judge: () => ({ ok: true }) as const, allowInsecureAuth: false, missing: null };
  return scoutPings(registry, transport).flatMap((ping) =>
    replay(ping, environment).needs.filter(({ kind }) => kind !== 'http'),
  );
}

function scoutPings(registry: string, transport: Transport): RequestNode[] {
  const url = URL.parse(`https://${registry === 'docker.io' ? 'registry-1.docker.io' : registry}`);
  if (url === null) return [];
  const own = [`https://${url.host}/v2/`, `http://${url.host}/v2/`];
  const common =
    url.port === ''
      ? [`https://${url.hostname}:80/v2/`]
      : [`https://${url.hostname}/v2/`, `http://${url.hostname}/v2/`];
  const unverified: Transport = { ...transport, tls: { ...transport.tls, verify: false } };
  return [...own, ...common].map((address) => ping(address, unverified));
}

function ping(url: string, transport: Transport): RequestNode {
  return {
    kind: 'request',
    step: 'ping',
    method: 'GET',
    url,
    accept: 'any',
    transport,
    authorization: 'none',
    success: 'any',
    redirects: 0,
    again: null,
    sources: [],
  };
}
