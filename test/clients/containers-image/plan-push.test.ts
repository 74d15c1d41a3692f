import { describe, expect, test } from 'vitest';
import { type Asked, outline, stopText, urls } from './a-plan.js';

const REWRITE =
  '[[registry]]\nprefix = "reg.test"\nlocation = "reg.test:80"\ninsecure = true\n[[registry.mirror]]\nlocation = "mirror.test"\n';

describe('a push', () => {
  test('opens an upload and cancels it, under the name as written', () => {
    expect(outline({ client: 'skopeo', version: '1.22.2', operation: 'push', registries: REWRITE })).toEqual([
      'one of scheme, moves on after any failure, reports last',
      '- ping: GET https://reg.test/v2/ (unverified), then as nobody, scope repository:app:pull,push',
      '    from here on no other way is tried',
      '    upload: POST https://reg.test/v2/app/blobs/uploads/ (unverified, authorized), cancelled at its Location',
      '- ping: GET http://reg.test/v2/, then as nobody, scope repository:app:pull,push',
      '    from here on no other way is tried',
      '    upload: POST http://reg.test/v2/app/blobs/uploads/ (authorized), cancelled at its Location',
    ]);
  });

  test('buildah tries it four times', () => {
    expect(outline({ operation: 'push', version: '1.28.2' })[0]).toBe('4 attempts, waits 2000 ms');
  });

  test('CRI-O never pushes', () => {
    expect(stopText({ client: 'cri-o', version: '1.36.3', operation: 'push' })).toMatch(/^config: CRI-O only pulls/);
  });
});

describe('a login', () => {
  test('asks /v2/ of the registry as written, for no scope, once', () => {
    expect(
      outline({ operation: 'login', reference: 'reg.test', registries: REWRITE.replace('insecure = true\n', '') }),
    ).toEqual([
      'one of scheme, moves on after any failure, reports last',
      '- ping: GET https://reg.test/v2/, then as nobody',
      '    from here on no other way is tried',
      '    login: GET https://reg.test/v2/ (authorized)',
    ]);
  });

  test.each([
    ['reg.test:5000', 'https://reg.test:5000/v2/'],
    ['https://reg.test:5000/v2/', 'https://reg.test:5000/v2/'],
    ['reg.test/team/app:1', 'https://reg.test/v2/'],
    ['localhost', 'https://localhost/v2/'],
    ['library/alpine', 'https://registry-1.docker.io/v2/'],
  ])('%s', (reference, url) => {
    expect(urls({ operation: 'login', reference })).toEqual([url]);
  });

  const auth = (entry: object) => ({ '/run/containers/0/auth.json': JSON.stringify({ auths: { 'reg.test': entry } }) });
  const login = (asked: Asked) => ({ ...asked, operation: 'login', reference: 'reg.test' }) as const;

  test('uses the stored account, or the one given', () => {
    expect(outline(login({ files: auth({ auth: 'YTpi' }) }))[1]).toContain(
      'then as /run/containers/0/auth.json#/auths/reg.test',
    );
    expect(outline(login({ flags: { credentials: true } }))[1]).toContain('then as flag:--creds');
  });

  test('ends where an identity token is stored', () => {
    expect(stopText(login({ files: auth({ auth: 'YTo=', identitytoken: 'x' }) }))).toBe(
      'config: currently logged in, auth file contains an Identity token',
    );
  });

  test('is not bound by BUILD_REGISTRY_SOURCES', () => {
    const environment = { BUILD_REGISTRY_SOURCES: '{"blockedRegistries":["reg.test"]}' };
    expect(stopText(login({ host: { environment } }))).toBeNull();
  });
});
