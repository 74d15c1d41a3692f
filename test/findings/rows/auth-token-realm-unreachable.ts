import type { Row, SilentRow } from '../support/check-rows.js';
import { httpFact, pageFact, tcpFact, tlsFact } from '../support/facts.js';
import { IMAGE, tokenRegistry } from './registry.js';

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
];

export const silent: readonly SilentRow[] = [
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
