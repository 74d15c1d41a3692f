import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { type HttpKey, keyId } from '../../src/facts/keys.js';
import { ask, askRaw, json, REGISTRY, serve } from './support/http.js';
import { direct, get, prober, secrets } from './support/servers.js';

describe('who asks', () => {
  /** Writes down what it was asked. */
  const echo: RequestListener = (request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      seen.push({ method: request.method, url: request.url, authorization: request.headers.authorization, body });
      response.end('{}');
    });
  };
  let seen: unknown[] = [];
  const vault = () =>
    secrets({
      reg: { username: 'me', password: 'pass word', token: 'identity' },
      none: { username: 'x', password: '' },
    });

  test.each<[string, Partial<HttpKey>, object]>([
    ['nobody', {}, { authorization: undefined, url: '/v2/' }],
    ['an empty credential', { authorization: { kind: 'basic', credential: null } }, { authorization: 'Basic Og==' }],
    [
      'a user',
      { authorization: { kind: 'basic', credential: 'reg' } },
      { authorization: `Basic ${btoa('me:pass word')}` },
    ],
    [
      'a user named in the query',
      { authorization: { kind: 'basic', credential: 'reg' }, account: true },
      { url: '/v2/?account=me' },
    ],
    [
      'an identity token in a form',
      {
        method: 'POST',
        form: { grant_type: 'refresh_token', service: 's' },
        authorization: { kind: 'identity-token', credential: 'reg' },
      },
      { method: 'POST', authorization: undefined, body: 'grant_type=refresh_token&service=s&refresh_token=identity' },
    ],
    [
      'a password in a form',
      { method: 'POST', form: { grant_type: 'password' }, authorization: { kind: 'basic', credential: 'reg' } },
      { authorization: undefined, body: 'grant_type=password&username=me&password=pass+word' },
    ],
    ['a registry token', { authorization: { kind: 'bearer', token: 'reg' } }, { authorization: 'Bearer identity' }],
  ])('%s', async (_name, more, expected) => {
    seen = [];
    await ask(get(REGISTRY, await serve(echo), more), 2000, prober({ secrets: vault().reader }));
    expect(seen).toEqual([expect.objectContaining(expected)]);
  });

  test.each<[string, Partial<HttpKey>]>([
    ['credential', { authorization: { kind: 'basic', credential: 'gone' } }],
    ['token', { authorization: { kind: 'bearer', token: 'gone' } }],
    ['identity token', { form: {}, authorization: { kind: 'identity-token', credential: 'none' } }],
  ])('no request without the %s it needs', async (what, more) => {
    const fact = await ask(get(REGISTRY, direct(1), more), 2000, prober({ secrets: vault().reader }));
    expect(fact).toMatchObject({ outcome: 'failed', detail: `the ${what} to send is not there` });
  });

  test('a token goes from its answer to the next request, and into no fact', async () => {
    const claims = {
      access: [
        { type: 'repository', name: 'library/a', actions: ['pull'] },
        { type: 'registry', name: 'catalog', actions: ['*'] },
      ],
    };
    const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
    const route = await serve((request, response) => {
      if (request.url === '/token') return response.end(JSON.stringify({ access_token: token, expires_in: 300 }));
      return response.writeHead(request.headers.authorization === `Bearer ${token}` ? 200 : 401).end();
    });
    const kept = secrets();
    const asked = prober({ secrets: kept.reader });
    const realm = get('http://auth.test/token', route);
    const fact = await ask(realm, 2000, asked);
    expect(fact).toMatchObject({
      token: { present: true, expiresInSeconds: 300, access: [{ name: 'library/a', actions: ['pull'] }] },
      bodyStart: '',
    });
    expect(JSON.stringify(fact)).not.toContain(token);
    const next = get(REGISTRY, route, { authorization: { kind: 'bearer', token: keyId(realm) } });
    expect(await ask(next, 2000, asked)).toMatchObject({ status: 200 });
  });

  test('a realm that gives none', async () => {
    expect((await askRaw(json({ token: '' }))).token).toEqual({
      present: false,
      expiresInSeconds: null,
      access: null,
      claims: null,
    });
  });
});
