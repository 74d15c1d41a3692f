import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, test } from 'vitest';
import type { CertificateFact } from '../../src/facts/facts.js';
import { intermediate, leaf, root } from '../trust/authorities.js';
import { answering, direct, hello, limits, listen, prober, rawServer } from './support/servers.js';

const own = leaf(root);

/** A prober that has met the registry at 127.0.0.1 under its name, as it has where a look-up there is in order. */
async function atRegistry() {
  const asked = prober();
  const port = await listen(createTlsServer({ key: own.keyPem, cert: own.pem }));
  await asked.probe(hello(direct(port)), limits());
  return asked;
}

async function fetchFrom(port: number, asked = prober(), host = 'registry.test'): Promise<CertificateFact> {
  const key = { kind: 'certificate', url: `http://${host}:${port}/issuing.der` } as const;
  return (await asked.probe(key, limits())) as CertificateFact;
}

const serve = (listener: RequestListener) => listen(createServer(listener));

describe('what is fetched', () => {
  test.each([
    ['DER', intermediate.der],
    ['PEM', intermediate.pem],
  ])('%s becomes DER; the request names nobody', async (_, body) => {
    const seen: unknown[] = [];
    const port = await serve((request, response) => {
      seen.push(request.method, request.url, Object.keys(request.headers).sort());
      response.end(body);
    });
    const fact = await fetchFrom(port, await atRegistry());
    expect(fact).toMatchObject({ outcome: 'fetched', der: intermediate.der.toString('base64'), detail: null });
    expect(seen).toEqual(['GET', '/issuing.der', ['connection', 'host', 'user-agent']]);
  });

  test.each([
    ['no certificate', (_, response) => response.end('<html>'), 'the answer is no certificate'],
    [
      'a redirect, which is not followed',
      (_, response) => response.writeHead(302, { location: '/x' }).end(),
      'status 302',
    ],
    ['an error', (_, response) => response.writeHead(404).end(), 'status 404'],
    ['more than 64 KiB', (_, response) => response.end(Buffer.alloc(70_000)), 'more than 65536 bytes'],
  ] as [string, RequestListener, string][])('%s', async (_, listener, detail) => {
    const fact = await fetchFrom(await serve(listener), await atRegistry());
    expect(fact).toMatchObject({ outcome: 'failed', der: null, detail });
  });

  test('a server that says nothing gets 2 s', async () => {
    const fact = await fetchFrom(await rawServer(() => {}), await atRegistry());
    expect(fact).toMatchObject({ outcome: 'failed', detail: 'no answer within 2000 ms' });
    expect(fact.ms).toBeLessThan(2500);
  });

  test('what is no HTTP', async () => {
    const fact = await fetchFrom(await answering('SSH-2.0-x\r\n'), await atRegistry());
    expect(fact.outcome).toBe('failed');
  });
});

describe('addresses that are never asked', () => {
  test.each([
    ['this machine', '127.0.0.1'],
    ['this machine by name', 'localhost'],
    ['this machine in IPv6', '[::1]'],
    ['this machine as IPv4 in IPv6', '[::ffff:127.0.0.1]'],
    ['any address', '0.0.0.0'],
    ['cloud metadata', '169.254.169.254'],
    ['the link', '[fe80::1]'],
  ])('%s', async (_, host) => {
    let asked = 0;
    const port = await serve((_request, response) => {
      asked += 1;
      response.end(intermediate.der);
    });
    const fact = await fetchFrom(port, prober(), host);
    expect(fact).toMatchObject({ outcome: 'failed', detail: expect.stringContaining('not asked') });
    expect(asked).toBe(0);
  });

  test('another loopback address than the registry’s', async () => {
    const fact = await fetchFrom(9, await atRegistry(), '127.0.0.2');
    expect(fact.detail).toContain('not asked');
  });

  test('anything but http', async () => {
    const key = { kind: 'certificate', url: 'ldap://ca.example.com/cn=ca' } as const;
    expect(await prober().probe(key, limits())).toMatchObject({ outcome: 'failed', detail: 'no http URL' });
  });
});
