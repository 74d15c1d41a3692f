import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { makeChain } from './support/certificates.js';
import { ask, json, REGISTRY, serve } from './support/http.js';
import {
  answering,
  direct,
  get,
  hello,
  limits,
  listen,
  prober,
  rawServer,
  secrets,
  throughProxy,
} from './support/servers.js';

describe('redirects', () => {
  test('are not followed; signatures stay out of the fact and still reach the target', async () => {
    const asked: string[] = [];
    const route = await serve((request, response) => {
      asked.push(String(request.url));
      response
        .writeHead(request.url?.startsWith('/store') ? 200 : 307, { location: '/store?id=7&X-Amz-Signature=SECRET' })
        .end();
    });
    const one = prober();
    const fact = await ask(get('http://registry.test/v2/a/blobs/sha256:ab', route), 2000, one);
    expect(fact.headers.location).toBe('http://registry.test/store?id=7&X-Amz-Signature=redacted');
    expect(asked.length).toBe(1);
    await ask(get(String(fact.headers.location), route), 2000, one);
    expect(asked[1]).toBe('/store?id=7&X-Amz-Signature=SECRET');
  });
});

describe('connections', () => {
  test('one handshake serves tcp, tls and all requests', async () => {
    const { leaf } = makeChain();
    let connections = 0;
    const server = createTlsServer({ key: leaf.key, cert: leaf.certificate }, (_request, response) =>
      response.end('{}'),
    );
    server.on('connection', () => (connections += 1));
    const route = direct(await listen(server));
    const one = prober();
    await one.probe({ kind: 'tcp', address: '127.0.0.1', port: route.port }, limits());
    await one.probe(hello(route), limits());
    for (const serial of [0, 1, 2])
      expect(await ask(get('https://registry.test/v2/', route, { serial }), 2000, one)).toMatchObject({ status: 200 });
    expect(connections).toBe(1);
  }, 15_000);

  test('two requests at once share one, as a second handshake would take longer', async () => {
    let connections = 0;
    const server = createServer((_request, response) => void setTimeout(() => response.end('{}'), 50));
    server.on('connection', () => (connections += 1));
    const route = direct(await listen(server));
    const one = prober();
    const asked = ['a', 'b', 'c'].map((name) => ask(get(`http://registry.test/v2/${name}`, route), 2000, one));
    for (const fact of await Promise.all(asked)) expect(fact).toMatchObject({ status: 200 });
    expect(connections).toBe(1);
  });

  test('a slow request keeps no other waiting', async () => {
    const route = await serve((request, response) => {
      if (request.url === '/v2/quick') response.end('{}');
    });
    const one = prober();
    const slow = ask(get('http://registry.test/v2/slow', route), 1500, one);
    const quick = await ask(get('http://registry.test/v2/quick', route), 1500, one);
    expect(quick).toMatchObject({ status: 200 });
    expect(await slow).toMatchObject({ outcome: 'silent' });
  });

  test('a HEAD leaves the connection to the next request', async () => {
    let connections = 0;
    const server = createServer((_request, response) => response.end('{}'));
    server.on('connection', () => (connections += 1));
    const route = direct(await listen(server));
    const one = prober();
    for (const method of ['HEAD', 'GET'] as const)
      expect(await ask(get('http://registry.test/v2/', route, { method }), 2000, one)).toMatchObject({ status: 200 });
    expect(connections).toBe(1);
  });

  test.each([0, 30])('a body after a HEAD, %i ms late, is not taken for the next answer', async (lateMs) => {
    const port = await rawServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (data) => {
        const head = String(data).startsWith('HEAD');
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n');
        if (head) setTimeout(() => socket.write('garbage'), lateMs);
        else socket.write('{"a":1}');
      });
    });
    const one = prober();
    for (const method of ['HEAD', 'GET', 'GET'] as const)
      expect(await ask(get('http://registry.test/v2/', direct(port), { method }), 2000, one)).toMatchObject({
        outcome: 'response',
        status: 200,
      });
  });

  test('an idle one the server has closed is replaced without a word', async () => {
    let connections = 0;
    const port = await rawServer((socket) => {
      connections += 1;
      socket.once('data', () => (connections === 1 ? socket.destroy() : socket.end(json({}))));
    });
    const one = prober();
    await one.probe({ kind: 'tcp', address: '127.0.0.1', port }, limits());
    expect(await ask(get(REGISTRY, direct(port)), 2000, one)).toMatchObject({ outcome: 'response', status: 200 });
    expect(connections).toBe(2);
  });

  test('a handshake that fails is not an answer', async () => {
    const port = await answering('HTTP/1.1 400 Bad Request\r\n\r\n');
    expect(await ask(get('https://registry.test/v2/', direct(port)))).toMatchObject({
      outcome: 'failed',
      detail: 'handshake: plain-http',
    });
  });

  test('an end from outside comes at once', async () => {
    const controller = new AbortController();
    const port = await rawServer(() => {});
    setTimeout(() => controller.abort(), 50);
    const fact = await prober().probe(get(REGISTRY, direct(port)), { ...limits(10_000), signal: controller.signal });
    expect(fact).toMatchObject({ outcome: 'failed', detail: 'stopped' });
    expect(fact.ms).toBeLessThan(1000);
  });
});

describe('through a proxy', () => {
  const vault = secrets({ proxy: { username: 'me', password: 'proxy-password' } });

  test('plain HTTP goes out in absolute form, with the proxy credential', async () => {
    const seen: unknown[] = [];
    const port = await listen(
      createServer((request, response) => {
        seen.push([request.url, request.headers.host, request.headers['proxy-authorization']]);
        response.end('{}');
      }),
    );
    const key = get('http://registry.test:5000/v2/', throughProxy(port, 'registry.test:5000', 'proxy'));
    expect(await ask(key, 2000, prober({ secrets: vault.reader }))).toMatchObject({ status: 200 });
    expect(seen).toEqual([
      ['http://registry.test:5000/v2/', 'registry.test:5000', `Basic ${btoa('me:proxy-password')}`],
    ]);
  });

  test.each(['http', 'https'] as const)(
    'HTTPS goes through a tunnel of an %s proxy',
    async (scheme) => {
      const { leaf } = makeChain();
      const registry = await listen(
        createTlsServer({ key: leaf.key, cert: leaf.certificate }, (_request, response) => response.end('{}')),
      );
      const targets: unknown[] = [];
      const plain = scheme === 'http' ? createServer() : createTlsServer({ key: leaf.key, cert: leaf.certificate });
      const proxy = plain.on('connect', (request, socket) => {
        targets.push([request.url, request.headers['proxy-authorization']]);
        const upstream = connect(registry, '127.0.0.1', () =>
          socket.write('HTTP/1.1 200 Connection established\r\n\r\n'),
        );
        upstream
          .on('error', () => {})
          .pipe(socket)
          .on('error', () => {})
          .pipe(upstream);
      });
      const route = { ...throughProxy(await listen(proxy), 'registry.test:443', 'proxy'), scheme };
      const one = prober({ secrets: vault.reader });
      expect(await one.probe(hello(route), limits())).toMatchObject({ outcome: 'handshake', chainAsSent: true });
      expect(await ask(get('https://registry.test/v2/', route), 2000, one)).toMatchObject({ status: 200 });
      expect(targets).toEqual([['registry.test:443', `Basic ${btoa('me:proxy-password')}`]]);
    },
    15_000,
  );

  test('a refused tunnel keeps the status text', async () => {
    const port = await answering('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
    const fact = await ask(get('https://registry.test/v2/', throughProxy(port, 'registry.test:443')));
    expect(fact).toMatchObject({ outcome: 'proxy-refused', detail: '403 Forbidden', status: null });
  });

  test('and which logins the proxy takes, or its own error; of a challenge the scheme alone', async () => {
    const lines = [
      'Proxy-Authenticate: NTLM',
      'Proxy-Authenticate: Digest nonce="canary"',
      'X-Squid-Error: ERR_DNS_FAIL 0',
    ];
    const port = await answering(`HTTP/1.1 407 Authenticate\r\n${lines.join('\r\n')}\r\nContent-Length: 0\r\n\r\n`);
    const fact = await ask(get('https://registry.test/v2/', throughProxy(port, 'registry.test:443')));
    expect(fact.detail).toBe('407 Authenticate; Proxy-Authenticate: NTLM, Digest; X-Squid-Error: ERR_DNS_FAIL');
  });
});
