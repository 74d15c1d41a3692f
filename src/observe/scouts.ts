import type { RequestNode, SequenceNode } from '../plan/nodes.js';
import type { Transport } from '../plan/transport.js';

/**
 * Pings that candidate fixes will need first: both schemes on the reference's port, and 443 and 80 of the same host.
 * They carry no credential and check no certificate; what they bring is never waited for.
 * @param registry `host[:port]` as in the reference.
 * @returns one plan per endpoint, each to be replayed for its needs.
 */
export function scoutPlans(registry: string, transport: Transport): SequenceNode[] {
  const url = URL.parse(`https://${registry}`);
  if (url === null) return [];
  const host = url.hostname;
  const own = [`https://${registry}/v2/`, `http://${registry}/v2/`];
  const common = registry === host ? [`https://${host}:80/v2/`] : [`https://${host}/v2/`, `http://${host}/v2/`];
  const unverified: Transport = { ...transport, tls: { ...transport.tls, verify: false } };
  return [...own, ...common].map((address) => ({ kind: 'sequence', steps: [ping(address, unverified)] }));
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
