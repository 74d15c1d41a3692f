import type { Row, SilentRow } from '../support/check-rows.js';
import { challengeFact, errorFact, httpFact, pageFact, tcpFact, tlsFact } from '../support/facts.js';
import { IMAGE, REALM, REGISTRY, tokenRegistry } from './registry.js';

const AUTH = { names: { 'auth.example': '10.0.0.9' } };
const good = tokenRegistry(() => undefined);

export const rows: readonly Row[] = [
  {
    name: 'the realm refuses connections',
    reference: IMAGE,
    world: { ...good, ...AUTH, tcp: { '10.0.0.9:443': tcpFact({ outcome: 'refused', detail: 'ECONNREFUSED' }) } },
    title: 'reg.example:5000 sends clients to https://auth.example:443 for a token, which refuses connections',
    evidence: ['names https://auth.example/token as its realm', 'connect: connection refused'],
    nextStep: 'whoever runs reg.example:5000: point its realm',
    fixes: [{ kind: 'server', proof: 'hypothetical', after: 'unknown' }],
  },
  {
    name: 'the realm is not in DNS',
    reference: IMAGE,
    world: { ...good, names: { 'auth.example': null } },
    title: 'reg.example:5000 sends clients to https://auth.example:443 for a token, which cannot be looked up',
  },
  {
    name: 'the realm speaks no TLS',
    reference: IMAGE,
    world: { ...good, ...AUTH, tls: { 'auth.example': tlsFact([], { outcome: 'plain-http' }) } },
    title:
      'reg.example:5000 sends clients to https://auth.example:443 for a token, which offers no TLS connection that the client accepts',
  },
  {
    name: 'the realm fails',
    reference: IMAGE,
    world: tokenRegistry(() => httpFact(503)),
    title:
      'reg.example:5000 sends clients to https://auth.example:443 for a token, which answers 503 Service Unavailable',
    detail: 'registry-5xx',
    fixes: [{ kind: 'server', proof: 'hypothetical', after: 'unknown' }],
  },
  {
    name: 'the realm is a web page',
    reference: IMAGE,
    world: tokenRegistry(() => pageFact(200, 'Sign in')),
    title:
      'reg.example:5000 sends clients to https://auth.example:443 for a token, which answers with a web page ("Sign in") instead',
    detail: 'captive-portal-or-html',
  },
  {
    name: 'the realm answers without a token',
    reference: IMAGE,
    world: tokenRegistry(() => httpFact(200, { bodyBytes: 2, bodyStart: '{}' })),
    title: 'reg.example:5000 sends clients to https://auth.example:443 for a token, which answers without a token',
  },
  {
    name: 'a realm on the same host, behind a plain HTTP registry',
    reference: IMAGE,
    world: {
      names: { 'reg.example': '10.0.0.7' },
      tls: { 'reg.example': tlsFact([], { outcome: 'plain-http' }) },
      tcp: { '10.0.0.7:5001': tcpFact({ outcome: 'refused', detail: 'ECONNREFUSED' }) },
      http: () =>
        httpFact(401, {
          challenges: [{ scheme: 'bearer', parameters: { realm: 'http://reg.example:5001/token' } }],
        }),
    },
    title: 'reg.example:5000 sends clients to http://reg.example:5001 for a token, which refuses connections',
  },
  {
    name: 'a realm without quotation marks',
    reference: IMAGE,
    world: {
      http: () =>
        errorFact(401, 'UNAUTHORIZED', '', {
          headers: { 'www-authenticate': 'Bearer realm=https://auth.example/token,service=x' },
          challenges: [{ scheme: 'bearer', parameters: { realm: 'https' } }],
        }),
    },
    title:
      'reg.example:5000 sends clients to a token service with an unusable address for a token, which leads nowhere',
    evidence: ['names "https" as its realm; in full it says "Bearer realm=https://auth.example/token,service=x"'],
    nextStep: 'by a whole URL in quotation marks',
    fixes: [{ kind: 'server', proof: 'hypothetical', after: 'unknown' }],
  },
  {
    name: 'a realm where most parsers do not see it',
    reference: IMAGE,
    world: {
      http: () =>
        errorFact(401, 'UNAUTHORIZED', '', {
          challenges: [{ scheme: 'bearer', parameters: { realm: 'https://auth.example/token' }, unread: ['realm'] }],
        }),
    },
    title:
      'reg.example:5000 sends clients to a token service with an unusable address for a token, which leads nowhere',
  },
];

export const silent: readonly SilentRow[] = [
  {
    name: 'a token service that knows no POST, and is asked again with GET',
    reference: IMAGE,
    clients: [['containerd', '1.7.35']],
    files: {
      '/etc/containerd/config.toml': `version = 2\n[plugins."io.containerd.grpc.v1.cri".registry.configs."${REGISTRY}".tls]\ninsecure_skip_verify = true\n[plugins."io.containerd.grpc.v1.cri".registry.configs."${REGISTRY}".auth]\nusername = "robot"\npassword = "secret-canary"\n`,
    },
    world: tokenRegistry(
      ({ method }) => (method === 'POST' ? errorFact(405, 'UNSUPPORTED') : undefined),
      ({ sent }) => (sent === 'token' ? undefined : challengeFact(REALM)),
    ),
    instead: null,
  },
  { name: 'the realm works', reference: IMAGE, world: good, instead: null },
  {
    name: 'the registry itself fails',
    reference: IMAGE,
    world: { http: () => httpFact(503) },
    instead: 'registry-5xx',
  },
  {
    name: 'the realm says who asks is unknown',
    reference: IMAGE,
    world: tokenRegistry(() => httpFact(401)),
    instead: 'auth-missing-credentials',
  },
];
