import { describe, expect, test } from 'vitest';
import { FactBook } from '../../../src/facts/book.js';
import type { Fact, HttpFact, TcpFact } from '../../../src/facts/facts.js';
import type { FactKey } from '../../../src/facts/keys.js';
import { replay } from '../../../src/replay/replay.js';
import type { Walk } from '../../../src/replay/walk.js';
import { type Asked, aPlan } from './a-plan.js';

const INSECURE = '[[registry]]\nlocation = "reg.test"\ninsecure = true\n';
const REWRITE = '[[registry]]\nprefix = "reg.test"\nlocation = "reg.test:80"\ninsecure = true\n';

/** What each port of the registry's one address does. */
type Ports = Readonly<Record<number, TcpFact['outcome']>>;

const DROPPED: Ports = { 443: 'silent', 80: 'connected' };
const BOTH_DROPPED: Ports = { 443: 'silent', 80: 'silent' };
const REFUSED: Ports = { 443: 'refused', 80: 'connected' };

/** Rounds of asking before a walk counts as stuck; real ones need five. */
const MOST_ROUNDS = 20;

function walk(asked: Asked, ports: Ports): Walk {
  const { root } = aPlan(asked);
  const facts = new FactBook();
  const judge = () => ({ ok: true }) as const;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const seen = replay(root, { facts, judge, allowInsecureAuth: false, missing: null });
    if (seen.outcome !== 'unknown') return seen;
    for (const key of seen.needs) facts.set(key, answer(key, ports));
  }
  throw new Error('the walk never ends');
}

/** A registry that speaks plain HTTP wherever TCP connects. */
function answer(key: FactKey, ports: Ports): Fact {
  switch (key.kind) {
    case 'helper':
      throw new Error('no helper is configured here');
    case 'dns': {
      const addresses = key.type === 'AAAA' ? [] : ['10.0.0.7'];
      return {
        kind: 'dns',
        outcome: addresses.length === 0 ? 'nodata' : 'answer',
        addresses,
        ms: 0,
        queries: 1,
        detail: null,
      };
    }
    case 'tcp':
      return { kind: 'tcp', outcome: ports[key.port] ?? 'refused', ms: 0, segments: 3, detail: null };
    case 'tls':
      return {
        kind: 'tls',
        outcome: 'plain-http',
        ms: 0,
        protocol: null,
        cipher: null,
        chain: [],
        chainAsSent: true,
        clientCertificateAsked: false,
        firstBytes: 'HTTP/1.1 400',
        detail: null,
      };
    case 'http':
      return MANIFEST;
    case 'certificate':
      throw new Error('no walk asks for a certificate');
  }
}

const MANIFEST: HttpFact = {
  kind: 'http',
  outcome: 'response',
  ms: 0,
  status: 200,
  statusText: 'OK',
  headers: {},
  challenges: [],
  bodyBytes: 2,
  bodyStart: '{}',
  errors: [],
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  index: null,
  token: null,
  configDigest: null,
  detail: null,
};

// Measured with buildah 1.28.2, podman 4.3.1, skopeo 1.9.3; the newer columns follow from source.
describe('how long a pull takes', () => {
  test.each<[string, string, readonly [number, number, number, number, number]]>([
    ['buildah', '1.28.2', [30, 246, 486, 6, 0]],
    ['buildah', '1.44.0', [30, 127, 247, 7, 0]],
    ['podman', '4.3.1', [30, 243, 483, 3, 0]],
    ['podman', '5.8.2', [30, 123, 243, 3, 0]],
    ['skopeo', '1.9.3', [30, 60, 120, 0, 0]],
    ['skopeo', '1.22.2', [30, 30, 60, 0, 0]],
  ])('%s %s', (client, version, seconds) => {
    const walks = [
      walk({ client, version, registries: INSECURE }, DROPPED),
      walk({ client, version }, DROPPED),
      walk({ client, version, registries: INSECURE }, BOTH_DROPPED),
      walk({ client, version }, REFUSED),
      walk({ client, version, registries: REWRITE }, DROPPED),
    ];
    expect(walks.map(({ ms }) => Math.round(ms / 1000))).toEqual(seconds);
    expect(walks.map(({ outcome }) => outcome)).toEqual(['ok', 'fail', 'fail', 'fail', 'ok']);
  });

  test('--tls-verify=false changes nothing about it', () => {
    expect(Math.round(walk({ flags: { tlsVerify: false } }, DROPPED).ms / 1000)).toBe(30);
  });

  test.each([
    ['1.30.0', 60],
    ['1.32.0', 30],
  ])('CRI-O %s pays per client', (version, seconds) => {
    expect(Math.round(walk({ client: 'cri-o', version, registries: INSECURE }, DROPPED).ms / 1000)).toBe(seconds);
  });
});
