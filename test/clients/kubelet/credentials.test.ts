import { describe, expect, test } from 'vitest';
import type { ClientFlags } from '../../../src/clients/client.js';
import { configuredSecret } from '../../../src/clients/configured-credential.js';
import { secretAt } from '../../../src/clients/containers-image/auth-secret.js';
import { kubeletCredentials } from '../../../src/clients/kubelet/credentials.js';
import { aHost } from '../a-host.js';
import { NO_FLAGS } from '../containerd/cri/a-containerd.js';

const SECRET = '/tmp/pull-secret.json';
const NODE = '/var/lib/kubelet/config.json';
const login = (user: string, password = 'secret-word'): { auth: string } => ({
  auth: Buffer.from(`${user}:${password}`).toString('base64'),
});

function found(
  files: Readonly<Record<string, unknown>>,
  image = 'reg:5000/team/app',
  flags: Partial<ClientFlags> = { dockerConfigJson: SECRET },
) {
  const texts = Object.entries(files).map(([path, value]) => [
    path,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const host = aHost(Object.fromEntries(texts) as Record<string, string>);
  const slash = image.indexOf('/');
  const result = kubeletCredentials(host, { ...NO_FLAGS, ...flags }, image.slice(0, slash), image.slice(slash + 1));
  const users = result.credentials.map((credential) =>
    credential === null
      ? null
      : (configuredSecret(host.files, credential.id) ?? secretAt(host.files, credential.id))?.username,
  );
  return { ...result, users };
}

describe('what the kubelet hands on', () => {
  test('both forms of a secret', () => {
    expect(found({ [SECRET]: { auths: { 'reg:5000': login('me') } } }).users).toEqual(['me']);
    expect(found({ [SECRET]: { 'reg:5000': { username: 'me', password: 'x' } } }).users).toEqual(['me']);
  });

  test('every match, the longest first, the pod’s before the node’s', () => {
    const pod = { auths: { 'reg:5000': login('general'), 'reg:5000/team': login('team') } };
    const node = { auths: { 'reg:5000': login('node') } };
    expect(found({ [SECRET]: pod, [NODE]: node }).users).toEqual(['team', 'general', 'node']);
  });

  test('the node’s own without any secret, and nothing where neither is', () => {
    const none = { dockerConfigJson: null };
    expect(found({ [NODE]: { auths: { 'reg:5000': login('node') } } }, undefined, none).users).toEqual(['node']);
    expect(found({}, undefined, none)).toMatchObject({ credentials: [], observations: [] });
  });

  test('auth counts where name and password say something else', () => {
    const entry = { ...login('real'), username: 'other', password: 'x' };
    expect(found({ [SECRET]: { auths: { 'reg:5000': entry } } }).users).toEqual(['real']);
  });

  test('an identity token alone is an empty login', () => {
    const result = found({ [SECRET]: { auths: { 'reg:5000': { identitytoken: 'abc' } } } });
    expect(result.credentials).toEqual([null]);
    expect(result.observations[0]).toMatchObject({ code: 'auth-near-miss' });
    expect(result.observations[0]?.text).toContain('identity token');
  });

  test('secrets are in no plan and no observation', () => {
    const result = found({ [SECRET]: { auths: { 'reg:5000': login('me'), reg: login('me') } } });
    expect(JSON.stringify(result.credentials)).not.toContain('secret-word');
    expect(JSON.stringify(result.credentials)).not.toContain(login('me').auth);
  });
});

describe('near misses', () => {
  test.each([
    ['reg', 'reg:5000/team/app', 'the port of reg:5000 is missing', '/auths/reg:5000'],
    ['reg:5001', 'reg:5000/team/app', 'its port is not that of reg:5000', '/auths/reg:5000'],
    ['reg.test:443', 'reg.test/app', 'reg.test has no port', '/auths/reg.test'],
    ['REG:5000', 'reg:5000/team/app', 'upper and lower case', '/auths/reg:5000'],
    ['reg:5000/other', 'reg:5000/team/app', 'it is the key of /other', '/auths/reg:5000'],
    ['*.test', 'a.b.test/app', 'exactly one label', '/auths/a.b.test'],
    [
      'registry-1.docker.io',
      'docker.io/library/nginx',
      'looked up under docker.io',
      '/auths/https:~1~1index.docker.io~1v1~1',
    ],
    [
      'https://hub.docker.com/v2/',
      'docker.io/library/nginx',
      'looked up under docker.io',
      '/auths/https:~1~1index.docker.io~1v1~1',
    ],
  ])('%s for %s', (key, image, reason, pointer) => {
    const { credentials, observations } = found({ [SECRET]: { auths: { [key]: login('me') } } }, image);
    expect(credentials).toEqual([]);
    expect(observations).toHaveLength(1);
    expect(observations[0]).toMatchObject({ code: 'auth-near-miss', source: { name: SECRET }, meant: 'credentials' });
    expect(observations[0]?.text).toContain(reason);
    expect(observations[0]?.edits?.[0]).toMatchObject({ path: SECRET, pointer });
  });

  test('none about other registries, none where a login was found', () => {
    expect(found({ [SECRET]: { auths: { 'other.test': login('me') } } }).observations).toEqual([]);
    const both = { auths: { reg: login('a'), 'reg:5000': login('b') } };
    expect(found({ [SECRET]: both }).observations).toEqual([]);
  });
});

test.each([
  ['{"auths":', 'no login of'],
  ['[]', 'not a JSON object'],
  ['{"auths":{"reg:5000":{"auth":"not base64!"}}}', 'base64'],
  ['{"auths":{"reg:5000":{"auth":3}}}', 'auth is not a text'],
  ['{"auths":{"reg:5000":7}}', 'not an object'],
])('a file that can’t be used is told: %s', (text, said) => {
  const { credentials, observations } = found({ [SECRET]: text });
  expect(credentials).toEqual([]);
  expect(observations).toHaveLength(1);
  expect(observations[0]?.code).toBe('config-parse-error');
  expect(observations[0]?.text).toContain(said);
});

test('hostile files do no harm', () => {
  for (const text of [
    '{"auths":{"__proto__":{"auth":"YTpi"}}}',
    '{"auths":{"[":{"auth":"YTpi"},"%zz":{"auth":"YTpi"}}}',
    `${'['.repeat(5000)}`,
  ])
    expect(() => found({ [SECRET]: text })).not.toThrow();
});
