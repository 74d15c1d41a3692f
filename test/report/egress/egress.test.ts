import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { TcpFact } from '../../../src/facts/facts.js';
import { buildEgress } from '../../../src/report/egress/build.js';
import type { EgressDocument } from '../../../src/report/egress/schema.js';
import { renderEgressText } from '../../../src/report/egress/text.js';
import { egressJsonSchema } from '../../../src/report/schema-json.js';
import { httpFact, manifestFact, tcpFact, tlsFact } from '../../findings/support/facts.js';
import { examine, type Situation } from '../../findings/support/world.js';
import { aReport } from '../a-report.js';

const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(egressJsonSchema() as object);
const REFERENCE = 'reg.test/team/app:1';

function egressOf(situation: Partial<Situation>): EgressDocument {
  const { cases, facts } = examine({ reference: REFERENCE, ...situation });
  const document = buildEgress({ report: aReport(), cases, facts });
  expect(validate(JSON.parse(JSON.stringify(document))), JSON.stringify(validate.errors)).toBe(true);
  return document;
}

const places = ({ destinations }: EgressDocument) =>
  destinations.map(({ host, port, through, for: purposes, state }) => [host, port, through, purposes.join(' '), state]);

const CONF = '/etc/containers/registries.conf';
const NAMES = ['127.0.0.1', 53, null, 'names', 'open'];

describe('what a pull turns to', () => {
  test('name server, registry, token realm, storage host: each with its purpose', () => {
    const document = egressOf({
      world: {
        http: ({ line, url, sent }) => {
          if (url.hostname === 'auth.test')
            return httpFact(200, { token: { present: true, access: null, expiresInSeconds: 300 } as never });
          if (sent !== null || url.hostname !== 'reg.test') return undefined;
          const parameters = { realm: 'https://auth.test/token', service: 'reg' };
          return line === 'GET /v2/' ? httpFact(401, { challenges: [{ scheme: 'bearer', parameters }] }) : undefined;
        },
      },
    });
    expect(places(document).slice(0, 3)).toEqual([
      NAMES,
      ['reg.test', 443, null, 'registry', 'open'],
      ['auth.test', 443, null, 'tokens', 'open'],
    ]);
    expect(document.destinations[1]).toMatchObject({
      clients: ['buildah'],
      addresses: [{ address: '10.0.0.1', state: 'open' }],
    });
  });

  test('a port of plain HTTP that ends the handshake is open: the registry answers there', () => {
    const document = egressOf({
      reference: 'reg.test:5000/team/app:1',
      files: { [CONF]: '[[registry]]\nlocation = "reg.test:5000"\ninsecure = true\n' },
      world: { tls: { 'reg.test': tlsFact([], { outcome: 'closed', protocol: null }) } },
    });
    expect(places(document)).toContainEqual(['reg.test', 5000, null, 'registry', 'open']);
  });

  test.each([
    ['refused', tcpFact({ outcome: 'refused', detail: 'ECONNREFUSED' })],
    ['silent', tcpFact({ outcome: 'silent', ms: 1300, segments: 2 })],
    ['unreachable', tcpFact({ outcome: 'unreachable', detail: 'EHOSTUNREACH' })],
  ])('a port that is %s', (state, fact) => {
    const document = egressOf({ world: { tcp: { '10.0.0.1:443': fact } } });
    expect(places(document)).toContainEqual(['reg.test', 443, null, 'registry', state]);
    expect(document.unknown.map(({ what }) => what)).toContain('where layers come from for buildah');
  });

  test('a handshake that somebody on the way ends', () => {
    const document = egressOf({ world: { tls: { 'reg.test': tlsFact([], { outcome: 'reset', protocol: null }) } } });
    expect(document.destinations).toContainEqual(
      expect.objectContaining({ host: 'reg.test', state: 'cut', why: 'it connects, and the TLS handshake is reset' }),
    );
  });

  test('a name that is not found has no address, and says why', () => {
    const document = egressOf({ world: { names: { 'reg.test': null } } });
    const place = document.destinations.find(({ host }) => host === 'reg.test');
    expect(place).toMatchObject({ state: 'unknown', addresses: [] });
    expect(place?.why).toContain('no such host');
  });

  test('a registry behind a mirror that answers is listed, and said not to have been asked', () => {
    const files = {
      [CONF]: '[[registry]]\nlocation = "reg.test"\n[[registry.mirror]]\nlocation = "mirror.test:5000"\n',
    };
    const document = egressOf({ files });
    expect(places(document)).toEqual(
      expect.arrayContaining([
        ['mirror.test', 5000, null, 'mirror', 'open'],
        ['reg.test', 443, null, 'registry', 'unknown'],
      ]),
    );
    expect(document.destinations.find(({ host }) => host === 'reg.test')?.why).toContain('not asked on this run');
  });
});

describe('where layers come from', () => {
  const layer = { digest: `sha256:${'1'.repeat(64)}`, mediaType: null, size: 10 };
  const config = { digest: `sha256:${'2'.repeat(64)}`, mediaType: null, size: 10 };
  const redirecting = (storage: TcpFact = tcpFact()): Partial<Situation> => ({
    world: {
      names: { 'storage.test': '10.0.0.9' },
      tcp: { '10.0.0.9:443': storage },
      http: ({ url }) => {
        if (url.pathname.includes('/manifests/'))
          return { ...manifestFact(), config, layers: [layer], configDigest: config.digest };
        if (url.hostname === 'storage.test' || !url.pathname.includes('/blobs/')) return httpFact(200);
        return httpFact(307, { headers: { location: 'https://storage.test/data' } });
      },
    },
  });

  test('a storage host of another name, learnt from the redirect', () => {
    const document = egressOf(redirecting());
    expect(places(document)).toContainEqual(['storage.test', 443, null, 'blobs', 'open']);
    expect(document.unknown).toEqual([]);
  });

  test('and its state where the firewall drops it', () => {
    const document = egressOf(redirecting(tcpFact({ outcome: 'silent', ms: 1300, segments: 2 })));
    expect(places(document)).toContainEqual(['storage.test', 443, null, 'blobs', 'silent']);
  });
});

describe('through a proxy', () => {
  const host = { environment: { HTTPS_PROXY: 'http://user:canary@proxy.test:3128' } };

  test('this machine needs the proxy alone; the registry is what the proxy must let pass', () => {
    const document = egressOf({ host });
    expect(places(document).slice(0, 3)).toEqual([
      NAMES,
      ['proxy.test', 3128, null, 'proxy', 'open'],
      ['reg.test', 443, 'http://proxy.test:3128', 'registry', 'open'],
    ]);
    expect(JSON.stringify(document)).not.toContain('canary');
  });

  test('what it refuses is refused, in its words', () => {
    const refused = tlsFact([], { outcome: 'proxy-refused', detail: '403 Forbidden', protocol: null });
    const document = egressOf({ host, world: { tls: { 'reg.test': refused } } });
    expect(document.destinations).toContainEqual(
      expect.objectContaining({ host: 'reg.test', state: 'refused', why: 'the proxy answers 403 Forbidden' }),
    );
    expect(places(document)).toContainEqual(['proxy.test', 3128, null, 'proxy', 'open']);
  });

  test('a proxy that is not reached leaves what is behind it unknown', () => {
    const document = egressOf({ host, world: { tcp: { '10.0.0.1:3128': tcpFact({ outcome: 'refused' }) } } });
    expect(places(document)).toEqual(
      expect.arrayContaining([
        ['proxy.test', 3128, null, 'proxy', 'refused'],
        ['reg.test', 443, 'http://proxy.test:3128', 'registry', 'unknown'],
      ]),
    );
  });
});

describe('for people', () => {
  const text = (document: EgressDocument) =>
    renderEgressText(document, { color: false, unicode: true, width: 80, verbose: false });

  test('fits 80 columns, the proxy’s list apart from this machine’s', () => {
    const shown = text(egressOf({ host: { environment: { HTTPS_PROXY: 'http://proxy.test:3128' } } }));
    expect(Math.max(...shown.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(shown.indexOf('From this machine, allow:')).toBeLessThan(shown.indexOf('proxy.test:3128 (tcp)'));
    expect(shown.indexOf('Through the proxy http://proxy.test:3128')).toBeLessThan(shown.indexOf('reg.test:443 (tcp)'));
  });
});
