import { createServer, type TlsOptions } from 'node:tls';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TlsFact } from '../../src/facts/facts.js';
import { der, makeChain, type TestChain } from './support/certificates.js';
import { answering, direct, hello, limits, listen, prober, rawServer, throughProxy } from './support/servers.js';

let chain: TestChain;
beforeAll(() => {
  chain = makeChain();
}, 30_000);

const tlsServer = (options: TlsOptions) =>
  listen(createServer({ key: chain.leaf.key, cert: chain.leaf.certificate, ...options }));

async function shake(port: number, certificate: string | null = null): Promise<TlsFact> {
  const asked = prober({ readClientCertificate: () => ({ ...chain.leaf }) });
  return (await asked.probe(hello(direct(port), 'registry.test', certificate), limits())) as TlsFact;
}

const VERSIONS = ['TLSv1.2', 'TLSv1.3'] as const;

describe.each(VERSIONS)('the chain as sent, %s', (version) => {
  const only = { minVersion: version, maxVersion: version } as const;

  test.each([
    ['leaf and intermediate', () => [chain.leaf, chain.intermediate]],
    ['the leaf alone: the intermediate is missing', () => [chain.leaf]],
    ['with the root', () => [chain.leaf, chain.intermediate, chain.root]],
    [
      'in the wrong order, with one that has nothing to do with it',
      () => [chain.leaf, chain.root, chain.stranger, chain.intermediate],
    ],
    ['the same one twice', () => [chain.leaf, chain.intermediate, chain.intermediate]],
  ])('%s', async (_name, certificates) => {
    const sent = certificates().map(({ certificate }) => certificate);
    const fact = await shake(await tlsServer({ ...only, cert: sent.join('') }));
    expect(fact).toMatchObject({
      outcome: 'handshake',
      protocol: version,
      chainAsSent: true,
      detail: null,
      clientCertificateAsked: false,
    });
    expect(fact.chain).toEqual(sent.map(der));
  });

  test('a chain longer than one record', async () => {
    const sent = [chain.leaf.certificate, ...Array<string>(60).fill(chain.stranger.certificate)];
    const fact = await shake(await tlsServer({ ...only, cert: sent.join('') }));
    expect(fact.chainAsSent).toBe(true);
    expect(fact.chain).toEqual(sent.map(der));
  });

  test('is seen although the server then turns down the missing client certificate', async () => {
    const port = await tlsServer({ ...only, requestCert: true, rejectUnauthorized: true, ca: chain.root.certificate });
    const fact = await shake(port);
    const detail = version === 'TLSv1.3' ? 'certificate required (116)' : 'handshake failure (40)';
    expect(fact).toMatchObject({ outcome: 'alert', detail, clientCertificateAsked: true, chainAsSent: true });
    expect(fact.chain).toEqual([der(chain.leaf.certificate)]);
  });

  test('a client certificate that is asked for and given', async () => {
    const cert = chain.leaf.certificate + chain.intermediate.certificate;
    const port = await tlsServer({ ...only, cert, requestCert: true, rejectUnauthorized: false });
    expect(await shake(port, '/certs/client.cert')).toMatchObject({
      outcome: 'handshake',
      clientCertificateAsked: true,
    });
  });
});

describe('the chain as sent, TLS 1.3', () => {
  test.each(['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'])(
    '%s',
    async (ciphers) => {
      const fact = await shake(await tlsServer({ minVersion: 'TLSv1.3', ciphers }));
      expect(fact).toMatchObject({ cipher: ciphers, chain: [der(chain.leaf.certificate)], chainAsSent: true });
    },
  );

  test('after a HelloRetryRequest', async () => {
    const fact = await shake(await tlsServer({ minVersion: 'TLSv1.3', ecdhCurve: 'P-521' }));
    expect(fact).toMatchObject({ outcome: 'handshake', chain: [der(chain.leaf.certificate)], chainAsSent: true });
  });
});

test('an old server is not refused by the probe', async () => {
  const port = await tlsServer({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' });
  expect(await shake(port)).toMatchObject({
    outcome: 'handshake',
    protocol: 'TLSv1.1',
    chain: [der(chain.leaf.certificate)],
  });
});

describe('what goes wrong', () => {
  const alertRecord = (number: number) => Buffer.from([21, 3, 3, 0, 2, 2, number]);

  test.each([
    [
      'plain HTTP',
      'HTTP/1.1 400 Bad Request\r\n\r\n',
      'open',
      'plain-http',
      null,
      'HTTP/1.1 400 Bad Request\\r\\n\\r\\n',
    ],
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n', 'open', 'not-tls', null, 'SSH-2.0-OpenSSH_9.2\\r\\n'],
    ['terminal commands', '\x1b[31mred', 'open', 'not-tls', null, '\\x1b[31mred'],
    [
      'an alert',
      alertRecord(70),
      'end',
      'alert',
      'protocol version not supported (70)',
      '\\x15\\x03\\x03\\x00\\x02\\x02F',
    ],
    ['an alert nobody knows', alertRecord(99), 'end', 'alert', 'unknown alert (99)', '\\x15\\x03\\x03\\x00\\x02\\x02c'],
    ['an end without a word', '', 'end', 'closed', null, null],
    ['a reset', '', 'reset', 'reset', 'ECONNRESET', null],
    [
      'a record cut short',
      Buffer.from([22, 3, 3, 1, 0, 2, 0]),
      'end',
      'closed',
      null,
      '\\x16\\x03\\x03\\x01\\x00\\x02\\x00',
    ],
  ] as const)('%s', async (_name, answer, then, outcome, detail, firstBytes) => {
    const fact = await shake(await answering(answer, then));
    expect(fact).toMatchObject({ outcome, detail, firstBytes, chain: [], protocol: null });
  });

  test('a server with no version or cipher in common', async () => {
    const port = await tlsServer({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', ciphers: 'PSK-AES128-GCM-SHA256' });
    expect(await shake(port)).toMatchObject({ outcome: 'alert', detail: 'handshake failure (40)' });
  });

  test('silence takes no longer than the step', async () => {
    const port = await rawServer(() => {});
    const startedAt = performance.now();
    const fact = await prober().probe(hello(direct(port)), limits(300));
    expect(fact).toMatchObject({ outcome: 'silent', firstBytes: null });
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });

  test('nobody listens', async () => {
    const fact = await shake(1);
    expect(fact).toMatchObject({ outcome: 'failed', detail: 'connect: ECONNREFUSED' });
  });

  test('a client certificate that can not be read or is none', async () => {
    const key = hello(direct(1), null, '/certs/client.cert');
    expect(await prober().probe(key, limits())).toMatchObject({ detail: 'the client certificate can not be read' });
    const port = await tlsServer({});
    const bad = prober({ readClientCertificate: () => ({ certificate: 'no', key: 'SECRET' }) });
    const fact = await bad.probe(hello(direct(port), null, '/certs/client.cert'), limits());
    expect(fact).toMatchObject({ outcome: 'failed' });
    expect(JSON.stringify(fact)).not.toContain('SECRET');
  });
});

describe('through a proxy', () => {
  test('that refuses, with its own words', async () => {
    const port = await answering('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
    const fact = await prober().probe(hello(throughProxy(port, 'registry.test:443')), limits());
    expect(fact).toMatchObject({ outcome: 'proxy-refused', detail: '407 Proxy Authentication Required' });
  });

  test.each([
    ['that is none', 'SSH-2.0-x\r\n\r\n\r\n', 'open', 'failed', 'the proxy answered something else than HTTP'],
    ['that hangs up', '', 'end', 'closed', 'the proxy closed the connection'],
    [
      'that never stops',
      `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(20_000)}`,
      'open',
      'failed',
      'answer to CONNECT too large',
    ],
  ] as const)('%s', async (_name, answer, then, outcome, detail) => {
    const port = await answering(answer, then);
    expect(await prober().probe(hello(throughProxy(port, 'registry.test:443')), limits())).toMatchObject({
      outcome,
      detail,
    });
  });

  test('socks5 is not probed', async () => {
    const route = {
      kind: 'proxy',
      address: '127.0.0.1',
      port: 1,
      scheme: 'socks5',
      target: 'a:443',
      credential: null,
    } as const;
    expect(await prober().probe(hello(route), limits())).toMatchObject({
      outcome: 'failed',
      detail: 'socks5 proxies are not probed',
    });
  });
});
