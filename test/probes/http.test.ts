import { describe, expect, test } from 'vitest';
import { ask, askRaw, json, REGISTRY, serve } from './support/http.js';
import { direct, get, prober, rawServer, secrets } from './support/servers.js';

describe('an answer', () => {
  test('keeps what matters: status, challenge, errors, a few headers', async () => {
    const headers =
      'WWW-Authenticate: Bearer realm="https://auth.test/token",service="reg"\r\nWWW-Authenticate: Basic realm="x"\r\nServer: nginx\r\nSet-Cookie: session=abc\r\n';
    const fact = await askRaw(
      json({ errors: [{ code: 'unauthorized', message: 'log \x1b[31min' }] }, '401 Unauthorized', headers),
    );
    expect(fact).toMatchObject({
      outcome: 'response',
      status: 401,
      statusText: 'Unauthorized',
      challenges: [
        { scheme: 'bearer', parameters: { realm: 'https://auth.test/token', service: 'reg' } },
        { scheme: 'basic', parameters: { realm: 'x' } },
      ],
      errors: [{ code: 'UNAUTHORIZED', message: 'log in' }],
      token: null,
    });
    expect(Object.keys(fact.headers).sort()).toEqual(['content-length', 'content-type', 'server', 'www-authenticate']);
  });

  test('a manifest', async () => {
    const fact = await askRaw(
      json({
        schemaVersion: 2,
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        config: { digest: 'sha256:ab' },
      }),
    );
    expect(fact).toMatchObject({
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      configDigest: 'sha256:ab',
      index: null,
    });
  });

  test('an index', async () => {
    const manifests = [
      { digest: 'sha256:ab', mediaType: 'm', platform: { os: 'linux', architecture: 'arm', variant: 'v7' } },
      { digest: 'sha256:cd' },
      'junk',
    ];
    expect((await askRaw(json({ manifests }))).index).toEqual([
      { digest: 'sha256:ab', mediaType: 'm', os: 'linux', architecture: 'arm', variant: 'v7' },
      { digest: 'sha256:cd', mediaType: null, os: null, architecture: null, variant: null },
    ]);
  });

  test('a page nobody asked for', async () => {
    const fact = await askRaw(
      'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 22\r\n\r\n<html>Sign in</html>\r\n',
    );
    expect(fact).toMatchObject({ bodyStart: '<html>Sign in</html> ', bodyBytes: 22, mediaType: null });
  });

  test('informational answers are passed over', async () => {
    expect(await askRaw(`HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n${json({})}`)).toMatchObject({
      outcome: 'response',
      status: 200,
    });
  });
});

describe('a hostile server', () => {
  const head = 'HTTP/1.1 200 OK\r\n';

  test.each([
    ['never answers', '', 'open', 'silent', null, null],
    ['hangs up without a word', '', 'end', 'closed', null, null],
    ['hangs up in the headers', `${head}Content-`, 'end', 'closed', null, null],
    ['resets', '', 'reset', 'reset', null, 'ECONNRESET'],
    ['sends garbage', 'SSH-2.0-OpenSSH_9.2\r\n', 'open', 'malformed', null, 'no valid HTTP: SSH-2.0-OpenSSH_9.2'],
    ['speaks TLS', Buffer.from([21, 3, 3, 0, 2, 2, 10]), 'end', 'malformed', null, 'answered with a TLS record'],
    [
      'sends endless headers',
      `${head}X: ${'x'.repeat(1_200_000)}`,
      'open',
      'too-large',
      null,
      'response headers over the limit',
    ],
    [
      'sends endless header lines',
      head + `X: ${'y'.repeat(600)}\r\n`.repeat(2000),
      'open',
      'too-large',
      null,
      'response headers over the limit',
    ],
    ['hangs up in the body', `${head}Content-Length: 100\r\n\r\nhalf`, 'end', 'closed', 200, null],
    ['stops in the body', `${head}Content-Length: 100\r\n\r\nhalf`, 'open', 'stalled', 200, '4 bytes of the body came'],
    ['lies about chunks', `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, 'open', 'malformed', 200, 'no valid HTTP'],
  ] as const)('%s', async (_name, answer, then, outcome, status, detail) => {
    const startedAt = performance.now();
    const fact = await askRaw(answer, then, 400);
    expect(fact).toMatchObject({ outcome, status, detail });
    expect(performance.now() - startedAt).toBeLessThan(1500);
  });

  test('sends a body without end', async () => {
    const port = await rawServer((socket) => {
      socket.once('data', () => {
        socket.write(`${head}\r\n`);
        const more = () => {
          while (socket.writable && socket.write(Buffer.alloc(65_536, 'x')));
        };
        socket.on('drain', more);
        more();
      });
    });
    const fact = await ask(get(REGISTRY, direct(port)));
    expect(fact).toMatchObject({ outcome: 'too-large', status: 200 });
    expect(fact.bodyBytes).toBeLessThan(5 * 1024 * 1024);
    expect(fact.bodyStart.length).toBeLessThanOrEqual(400);
    const blob = await ask(get('http://registry.test/v2/a/blobs/sha256:ab', direct(port)));
    expect(blob, 'a layer may be as large as it likes').toMatchObject({
      outcome: 'response',
      status: 200,
      bodyStart: '',
    });
  });

  test('drips headers byte by byte', async () => {
    const port = await rawServer((socket) => {
      const drip = setInterval(() => socket.write('H'), 20);
      socket.on('close', () => clearInterval(drip));
      socket.write(head);
    });
    expect(await ask(get(REGISTRY, direct(port)), 300)).toMatchObject({ outcome: 'silent', status: null });
  });

  test('echoes what it was sent', async () => {
    const route = await serve((request, response) => {
      const sent = String(request.headers.authorization);
      response
        .writeHead(500, sent, { server: sent })
        .end(JSON.stringify({ errors: [{ code: 'X', message: `${sent} hunter2-hunter2` }] }));
    });
    const vault = secrets({ reg: { username: 'me', password: 'hunter2-hunter2' } });
    const key = get(REGISTRY, route, { authorization: { kind: 'basic', credential: 'reg' } });
    const fact = await ask(key, 2000, prober({ secrets: vault.reader }));
    expect(fact).toMatchObject({ status: 500, statusText: 'Basic [redacted]' });
    expect(JSON.stringify(fact)).not.toContain('hunter2');
    expect(JSON.stringify(fact)).not.toContain(Buffer.from('me:hunter2-hunter2').toString('base64'));
  });

  test('echoes all bytes, as port 7 does', async () => {
    const port = await rawServer((socket) => socket.pipe(socket));
    const vault = secrets({ reg: { username: 'me', password: 'hunter2-hunter2' } });
    const key = get(REGISTRY, direct(port), { authorization: { kind: 'basic', credential: 'reg' } });
    const fact = await ask(key, 2000, prober({ secrets: vault.reader }));
    expect(fact).toMatchObject({ outcome: 'malformed', detail: 'no valid HTTP: GET /v2/ HTTP/1.1' });
  });

  test('cuts a token answer short', async () => {
    const fact = await askRaw(`${head}Content-Length: 100\r\n\r\n{"token":"eyJsecret`, 'end');
    expect(JSON.stringify(fact)).not.toContain('eyJsecret');
  });
});
