import type { ResolverConfig } from '../../src/host/resolver-config.js';
import { ANY_FAILURE } from '../../src/plan/failure.js';
import type { FollowChallenge, OneOfNode, PlanNode, RequestNode } from '../../src/plan/nodes.js';
import type { ResolverPolicy, Transport } from '../../src/plan/transport.js';
import { PLAIN_RESOLVER } from '../clients/a-host.js';

const SOURCE = { kind: 'default', name: 'test', line: null, says: '' } as const;

/** A resolver with these name servers. */
export function aResolver(
  kind: ResolverPolicy['kind'],
  nameservers: readonly string[],
  more: Partial<ResolverConfig> = {},
): ResolverPolicy {
  const config = {
    ...PLAIN_RESOLVER,
    ...more,
    nameservers: nameservers.map((address) => ({ address, source: SOURCE })),
  };
  return { kind, config, because: '' };
}

/** Go's usual limits, no proxy, system roots. */
export function aTransport(more: Partial<Transport> = {}): Transport {
  return {
    resolver: aResolver('go', ['10.0.0.2']),
    dial: { budgetMs: 30_000, perAddressMs: 2000, fallbackDelayMs: 300 },
    tlsHandshakeMs: 10_000,
    headerMs: null,
    overallMs: null,
    proxy: { http: null, https: null, exempt: [], exemptSource: null },
    tls: {
      verify: true,
      roots: { systemFiles: [], systemDirectories: [], extra: [], replacesSystem: false },
      clientCertificate: null,
      goVersion: '1.24',
    },
    keepAlive: true,
    ...more,
  };
}

/** GET of a URL that wants 200. */
export function aRequest(url: string, more: Partial<RequestNode> = {}): RequestNode {
  return {
    kind: 'request',
    step: 'ping',
    method: 'GET',
    url,
    accept: 'any',
    transport: aTransport(),
    authorization: 'none',
    success: [200],
    redirects: 10,
    again: null,
    sources: [],
    ...more,
  };
}

/** Options tried after any failure. */
export function anyOf(options: readonly PlanNode[], more: Partial<OneOfNode> = {}): OneOfNode {
  return { kind: 'oneOf', label: 'test', moveOn: ANY_FAILURE, report: 'last', options, ...more };
}

/** A ping of `https://reg.test/v2/` whose challenge decides what the manifest request sends. */
export function aChallenge(
  rule: Partial<FollowChallenge['rule']> = {},
  more: Partial<FollowChallenge> = {},
): FollowChallenge {
  return {
    kind: 'follow',
    what: 'challenge',
    on: 'ping',
    first: aRequest('https://reg.test/v2/', { success: [200, 401] }),
    rule: {
      order: 'header',
      credential: null,
      basicWithoutCredential: 'send-empty',
      basicWithoutChallenge: false,
      scopes: ['repository:app:pull'],
      token: { method: 'get', account: true, clientId: null },
      transport: aTransport(),
      ...rule,
    },
    then: aRequest('https://reg.test/v2/app/manifests/1', { step: 'manifest', authorization: 'bound' }),
    ...more,
  };
}
