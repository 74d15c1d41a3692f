import fc from 'fast-check';
import type { Fact } from '../../src/facts/facts.js';
import { type FactKey, keyId } from '../../src/facts/keys.js';

const text = fc.oneof(
  fc.constantFrom(
    '',
    'https://reg.test/v2/',
    'http://auth.test/token',
    '/x',
    '//evil.test',
    'http://[',
    'sha256:ab',
    'linux',
    'amd64',
    'text/html',
    '60',
    '-1',
    '\u0000',
  ),
  fc.string({ maxLength: 12 }),
);
const ms = fc.oneof(fc.constantFrom(0, 1, 299, 301, 3000, 5000, 10_001, 31_000), fc.nat({ max: 100_000 }));
const detail = fc.option(fc.constantFrom('ENETUNREACH', 'EHOSTUNREACH', 'x'));
const address = fc.constantFrom(
  '10.0.0.7',
  '10.0.0.8',
  '2a00::7',
  'fd00::7',
  '::1',
  '127.0.0.1',
  'fe80::1%eth0',
  'junk',
  '',
);

const facts = {
  dns: fc.record({
    kind: fc.constant('dns' as const),
    outcome: fc.constantFrom('answer', 'nxdomain', 'nodata', 'server-failure', 'silent', 'unreachable', 'malformed'),
    addresses: fc.array(address, { maxLength: 12 }),
    ms,
    queries: fc.nat(5),
    detail,
  }),
  tcp: fc.record({
    kind: fc.constant('tcp' as const),
    outcome: fc.constantFrom('connected', 'refused', 'reset', 'unreachable', 'silent', 'failed'),
    ms,
    segments: fc.nat(5),
    detail,
  }),
  tls: fc.record({
    kind: fc.constant('tls' as const),
    outcome: fc.constantFrom(
      'handshake',
      'plain-http',
      'not-tls',
      'alert',
      'closed',
      'reset',
      'silent',
      'proxy-refused',
      'failed',
    ),
    ms,
    protocol: fc.constant(null),
    cipher: fc.constant(null),
    chain: fc.constantFrom([], ['untrusted']),
    chainAsSent: fc.boolean(),
    clientCertificateAsked: fc.boolean(),
    firstBytes: fc.constant(null),
    detail,
  }),
  http: fc.record({
    kind: fc.constant('http' as const),
    outcome: fc.oneof(
      { weight: 4, arbitrary: fc.constant('response' as const) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          'closed',
          'reset',
          'silent',
          'malformed',
          'too-large',
          'stalled',
          'proxy-refused',
          'failed',
        ),
      },
    ),
    ms,
    status: fc.option(fc.constantFrom(200, 202, 301, 302, 307, 401, 403, 404, 429, 503, 0)),
    statusText: text,
    headers: fc.dictionary(fc.constantFrom('location', 'retry-after', 'date', 'content-type'), text),
    challenges: fc.array(
      fc.record({
        scheme: fc.constantFrom('basic', 'bearer', 'digest', ''),
        parameters: fc.dictionary(fc.constantFrom('realm', 'service', 'scope'), text),
      }),
      { maxLength: 3 },
    ),
    bodyBytes: fc.nat(),
    bodyStart: text,
    errors: fc.array(fc.record({ code: text, message: text }), { maxLength: 2 }),
    mediaType: fc.option(text),
    index: fc.option(
      fc.array(
        fc.record({
          digest: text,
          mediaType: fc.option(text),
          os: fc.option(text),
          architecture: fc.option(text),
          variant: fc.option(text),
        }),
        { maxLength: 3 },
      ),
    ),
    token: fc.option(
      fc.record({ present: fc.boolean(), expiresInSeconds: fc.option(fc.nat()), access: fc.constant(null) }),
    ),
    configDigest: fc.option(text),
    detail: fc.option(text),
  }),
  helper: fc.record({
    kind: fc.constant('helper' as const),
    outcome: fc.constantFrom('credentials', 'not-found', 'missing', 'failed', 'junk', 'silent'),
    credential: fc.constantFrom('basic', 'identity-token', null),
    ms,
    detail,
  }),
};

/** Facts drawn once a key, so that a walk sees the same world in every round. */
export function anyWorld(seed: number): (key: FactKey) => Fact {
  return (key) => {
    if (key.kind === 'certificate') throw new Error('replay never asks for certificates');
    let hash = seed;
    for (const character of keyId(key)) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0;
    const [fact] = fc.sample<Fact>(facts[key.kind] as fc.Arbitrary<Fact>, { seed: hash, numRuns: 1 });
    if (fact === undefined) throw new Error('no fact was drawn');
    return fact;
  };
}
