import { describe, expect, test } from 'vitest';
import { authNearMisses } from '../../../src/clients/containers-image/auth/near-misses.js';
import type { Host } from '../../../src/host/host.js';
import { aHost } from '../a-host.js';
import { AUTH, auths, base64, DOCKER, filesOf } from './auth-fixtures.js';

describe('near misses', () => {
  const told = (host: Host, key: string, logical: string | null = null) =>
    authNearMisses(host, { tool: 'skopeo', version: '1.9.3' }, filesOf(host), key, logical);

  test.each([
    ['reg', 'reg:5000/x', 'the credentials under reg are not used for reg:5000/x: the port of reg:5000 is missing'],
    [
      'reg:5001',
      'reg:5000/x',
      'the credentials under reg:5001 are not used for reg:5000/x: its port is not that of reg:5000',
    ],
    [
      'reg:5000/',
      'reg:5000/x',
      'the credentials under reg:5000/ are not used for reg:5000/x: a trailing slash without https:// in front makes it another key',
    ],
    [
      'reg/team',
      'reg/x',
      'the credentials under reg/team are not used for reg/x: it is the key of another repository than reg/x',
    ],
    [
      'Reg.Test',
      'reg.test/x',
      'the credentials under Reg.Test are not used for reg.test/x: keys are compared in upper and lower case',
    ],
  ])('a key %s for %s', (key, wanted, text) => {
    const found = told(aHost({ [AUTH]: auths({ [key]: 'a:b' }) }), wanted);
    expect(found).toMatchObject([
      { code: 'auth-near-miss', meant: 'credentials', text, source: { name: AUTH, line: 1 } },
    ]);
    expect(found[0]?.edits?.[0]?.pointer).toBe(`/auths/${wanted.split('/')[0]}`);
  });

  test('a key for the name before it was rewritten', () => {
    expect(told(aHost({ [AUTH]: auths({ logical: 'a:b' }) }), 'mirror:80/x', 'logical')[0]?.text).toContain(
      'keys follow the rewritten name',
    );
  });

  test.each([
    [{ auths: { reg: {} }, credsStore: 'desktop' }, 'Docker keeps the secret in the store desktop'],
    [{ auths: { reg: { username: 'u', password: 'p' } } }, 'username and password do not count, only auth does'],
    [{ credsStore: 'desktop' }, 'this client does not read credsStore'],
    [{ auths: { reg: { auth: base64('token') } } }, 'auth is not base64 of user:password'],
  ])('%j', (config, text) => {
    expect(told(aHost({ [DOCKER]: JSON.stringify(config) }), 'reg/x').map((each) => each.text)).toEqual([
      expect.stringContaining(text),
    ]);
  });

  test('a file that DOCKER_CONFIG keeps from being read', () => {
    const host = aHost(
      { [AUTH]: auths({ reg: 'a:b' }), '/d/config.json': '{}' },
      { environment: { DOCKER_CONFIG: '/d' } },
    );
    expect(told(host, 'reg/x')).toMatchObject([
      { source: { name: AUTH }, text: expect.stringContaining('does not read that file') },
    ]);
  });

  test('nothing is said of other registries, and no secret is in any of it', () => {
    const host = aHost({ [AUTH]: auths({ other: 'user:hunter2', reg: 'user:hunter2' }) });
    expect(told(host, 'third/x')).toEqual([]);
    expect(JSON.stringify(told(host, 'reg:5000/x'))).not.toMatch(/hunter2|dXNlcjpodW50ZXIy/);
  });
});
