import { describe, expect, test } from 'vitest';
import type { ClientFlags, Observation, PlanRequest } from '../../../src/clients/client.js';
import { DOCKER } from '../../../src/clients/docker/docker.js';
import { hostWithFiles } from '../../../src/host/overlay.js';
import { httpFact } from '../../support/facts.js';
import { type World, walkIn } from '../../support/world.js';
import { aHost } from '../a-host.js';

/** Mistakes in docker's files, with what they do and, where there is one, the change that makes them work. */

const DAEMON = '/etc/docker/daemon.json';
const CONFIG = '/root/.docker/config.json';
const CERTS = '/etc/docker/certs.d';
const PEM = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
const FLAGS: ClientFlags = {
  tlsVerify: null,
  credentials: false,
  authFile: null,
  certDirectory: null,
  dockerConfigJson: null,
  platform: null,
};
const PLAIN: World = { ports: { 5000: 'http', 443: 'https' }, answers: () => httpFact(200, { ms: 0 }) };

function aRequest(
  files: Readonly<Record<string, string>>,
  version = '27.5.1',
  reference = 'reg:5000/a:1',
): PlanRequest {
  return { host: aHost(files), version: { text: version, from: 'flag' }, operation: 'pull', reference, flags: FLAGS };
}

const seen = (request: PlanRequest): readonly Observation[] => DOCKER.plan(request).observations;
const outcome = (request: PlanRequest) => walkIn(PLAIN, DOCKER.plan(request).root).outcome;

describe('meant to allow plain HTTP', () => {
  const insecure = (list: readonly string[]) => JSON.stringify({ debug: true, 'insecure-registries': list });
  const unit = { '/lib/systemd/system/docker.service': '[Service]\nExecStart=/usr/bin/dockerd -H fd://\n' };
  test.each<[string, Readonly<Record<string, string>>, Observation['code'], string]>([
    [
      'the flag’s name',
      { [DAEMON]: '{"debug": true, "insecure-registry": ["reg:5000"]}' },
      'config-unknown-key',
      'the key is insecure-registries',
    ],
    [
      'inside another table',
      { [DAEMON]: '{"registry": {"insecure-registries": ["reg:5000"]}, "debug": true}' },
      'config-unknown-key',
      'belongs at the top level',
    ],
    ['no port', { [DAEMON]: insecure(['reg']) }, 'config-conflict', 'the port 5000 is missing'],
    ['another port', { [DAEMON]: insecure(['reg:80']) }, 'config-conflict', 'the ports differ'],
    ['another case', { [DAEMON]: insecure(['REG:5000']) }, 'config-conflict', 'with their case'],
    [
      'as a mirror',
      { [DAEMON]: '{"debug": true, "registry-mirrors": ["http://reg:5000"]}' },
      'config-conflict',
      'Docker Hub only',
    ],
    [
      'in the CLI’s file',
      { [CONFIG]: insecure(['reg:5000']), [DAEMON]: '{"debug": true}' },
      'config-wrong-dialect',
      'a setting of the engine',
    ],
    [
      'in another daemon.json',
      { '/root/.docker/daemon.json': insecure(['reg:5000']), [DAEMON]: '{"debug": true}' },
      'config-ignored-wrong-path',
      'does not read',
    ],
    [
      'DOCKER_OPTS',
      { ...unit, '/etc/default/docker': 'DOCKER_OPTS="--insecure-registry reg:5000"\n', [DAEMON]: '{"debug": true}' },
      'config-ignored-wrong-path',
      'does not read that file',
    ],
    [
      'hosts.toml',
      { [`${CERTS}/reg:5000/hosts.toml`]: 'server = "http://reg:5000"\n', [DAEMON]: '{"debug": true}' },
      'config-wrong-dialect',
      'knows no hosts.toml',
    ],
  ])('%s', (_case, files, code, text) => {
    const request = aRequest(files);
    expect(outcome(request)).toBe('fail');
    const [observation] = seen(request);
    expect(observation).toMatchObject({ code, text: expect.stringContaining(text), meant: 'insecure' });
    const cured = { ...request, host: hostWithFiles(request.host, observation?.cure ?? []) };
    expect(outcome(cured)).toBe('ok');
    expect(seen(cured)).toEqual([]);
    expect(observation?.cure[0]?.content).toContain('"debug": true');
  });

  test('an entry with a scheme works, with a warning', () => {
    const request = aRequest({ [DAEMON]: insecure(['http://reg:5000']) });
    expect(outcome(request)).toBe('ok');
    expect(seen(request)).toMatchObject([{ code: 'config-deprecated' }]);
  });

  test('a [host] of hosts.toml shuts daemon.json out', () => {
    const files = { [DAEMON]: insecure(['reg:5000']), [`${CERTS}/reg:5000/hosts.toml`]: '[host."https://reg:5000"]\n' };
    expect(seen(aRequest(files, '29.7.2'))).toContainEqual(
      expect.objectContaining({ text: expect.stringContaining('daemon.json is not asked') }),
    );
  });

  test('a list given as a flag is no place for a cure', () => {
    const files = {
      [DAEMON]: '{}',
      '/lib/systemd/system/docker.service': '[Service]\nExecStart=/usr/bin/dockerd --insecure-registry reg\n',
    };
    const [observation] = seen(aRequest(files));
    expect(observation).toMatchObject({ code: 'config-conflict', cure: [] });
    expect(DOCKER.remedies(aRequest(files), { kind: 'plain-http', port: null })).toEqual([]);
  });
});

describe('meant to trust a CA', () => {
  test.each([
    ['another ending', `${CERTS}/reg:5000/ca.pem`, 'only names that end in .crt'],
    ['no port', `${CERTS}/reg/ca.crt`, 'names must match with the port'],
    ['containerd’s form of the name', `${CERTS}/reg_5000_/ca.crt`, 'names must match with the port'],
    ['podman’s directory', '/etc/containers/certs.d/reg:5000/ca.crt', 'docker does not read that directory'],
  ])('%s', (_case, path, text) => {
    const request = aRequest({ [path]: PEM });
    const [observation] = seen(request);
    expect(observation).toMatchObject({
      code: 'config-ignored-wrong-path',
      text: expect.stringContaining(text),
      meant: 'trust',
    });
    expect(observation?.cure).toEqual([{ path: `${CERTS}/reg:5000/ca.crt`, content: PEM }]);
    expect(seen({ ...request, host: hostWithFiles(request.host, observation?.cure ?? []) })).toEqual([]);
  });

  test('named .cert: every request stops', () => {
    const request = aRequest({ [`${CERTS}/reg:5000/ca.cert`]: PEM });
    const walk = walkIn(PLAIN, DOCKER.plan(request).root);
    expect(walk.failure?.text).toBe(
      'missing key ca.key for client certificate ca.cert. CA certificates must use the extension .crt',
    );
  });

  test('for an insecure registry: not read', () => {
    const files = { [DAEMON]: '{"insecure-registries": ["reg:5000"]}', [`${CERTS}/reg:5000/ca.crt`]: PEM };
    expect(seen(aRequest(files))).toMatchObject([{ text: expect.stringContaining('nobody checks its certificate') }]);
  });

  test('for a mirror, with the containerd store', () => {
    const files = { [DAEMON]: '{"registry-mirrors": ["https://m:5000"]}', [`${CERTS}/m:5000/ca.crt`]: PEM };
    expect(seen(aRequest(files, '27.5.1', 'alpine'))).toEqual([]);
    const request = aRequest(files, '29.7.2', 'alpine');
    const [observation] = seen(request);
    expect(observation?.cure).toEqual([{ path: `${CERTS}/docker.io/ca.crt`, content: PEM }]);
    expect(seen({ ...request, host: hostWithFiles(request.host, observation?.cure ?? []) })).toEqual([]);
  });
});

describe('logins', () => {
  const auth = Buffer.from('user:secret').toString('base64');
  test.each([
    ['reg', 'reg:5000/a:1', 'the port is missing', '/auths/reg:5000'],
    ['reg:80', 'reg:5000/a:1', 'its port is not that', '/auths/reg:5000'],
    ['docker.io', 'alpine', 'Docker Hub’s key', '/auths/https:~1~1index.docker.io~1v1~1'],
  ])('under %s for %s', (key, reference, text, pointer) => {
    const found = seen(aRequest({ [CONFIG]: JSON.stringify({ auths: { [key]: { auth } } }) }, '27.5.1', reference));
    expect(found).toMatchObject([{ code: 'auth-near-miss', edits: [{ path: CONFIG, pointer }] }]);
    expect(found[0]?.text).toContain(text.replace('’', "'"));
    expect(JSON.stringify(found)).not.toContain(auth);
  });

  test('a helper that is not there', () => {
    const found = seen(aRequest({ [CONFIG]: '{"credsStore": "desktop", "auths": {"reg:5000": {}}}' }));
    expect(found).toMatchObject([
      {
        code: 'auth-near-miss',
        text: expect.stringContaining('docker-credential-desktop, which is not on this machine'),
      },
    ]);
  });
});

test('daemon.json changed after the start', () => {
  const request = aRequest({ [DAEMON]: '{"insecure-registries": ["reg:5000"]}' });
  const processes = [{ name: 'dockerd', pid: 1, arguments: [], startedMs: 1000, environment: {} }];
  const { files } = request.host;
  const later = { ...files, read: (path: string) => ({ ...files.read(path), modifiedMs: 60_000 }) } as typeof files;
  const found = seen({ ...request, host: { ...request.host, files: later, processes } });
  expect(found).toMatchObject([
    { code: 'config-needs-restart', text: expect.stringContaining('systemctl reload docker') },
  ]);
});

test('a sound set-up is silent', () => {
  const files = {
    [DAEMON]:
      '{"insecure-registries": ["reg:5000", "10.0.0.0/8", "other:1"], "registry-mirrors": ["https://mirror.test"], "log-driver": "json-file"}',
    [`${CERTS}/secure.test/ca.crt`]: PEM,
    [CONFIG]: '{"auths": {"reg:5000": {"auth": "dTpw"}}, "credHelpers": {"x": "y"}}',
    '/lib/systemd/system/docker.service':
      '[Service]\nExecStart=/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock\n',
    '/etc/default/docker': '# DOCKER_OPTS="--dns 8.8.8.8"\n',
  };
  for (const version of ['20.10.24', '27.5.1', '29.7.2'])
    for (const reference of ['reg:5000/a:1', 'secure.test/a', 'alpine'])
      expect(seen(aRequest(files, version, reference))).toEqual([]);
});

describe('remedies', () => {
  test.each(['20.10.24', '27.5.1', '29.7.2'])('plain HTTP with %s', (version) => {
    const request = aRequest({ [DAEMON]: '{\n    "debug": true\n}\n' }, version);
    const [remedy] = DOCKER.remedies(request, { kind: 'plain-http', port: null });
    expect(remedy?.files[0]).toMatchObject({ path: DAEMON, content: expect.stringContaining('    "debug": true') });
    expect(remedy?.reload).toContain('systemctl reload docker');
    expect(outcome({ ...request, host: hostWithFiles(request.host, remedy?.files ?? []) })).toBe('ok');
  });

  test('where hosts.toml has the say, it is what is changed', () => {
    const request = aRequest({ [`${CERTS}/reg:5000/hosts.toml`]: '[host."https://reg:5000"]\n' }, '29.7.2');
    const remedies = DOCKER.remedies(request, { kind: 'plain-http', port: null });
    expect(remedies.length).toBeGreaterThan(0);
    expect(remedies.every(({ files }) => files.every(({ path }) => path.endsWith('hosts.toml')))).toBe(true);
  });

  test('another port: none with the older store', () => {
    expect(DOCKER.remedies(aRequest({}), { kind: 'plain-http', port: 80 })).toEqual([]);
    expect(DOCKER.remedies(aRequest({}, '27.5.1', 'reg.test/a:1'), { kind: 'plain-http', port: 80 })).toHaveLength(1);
  });

  test('a CA for the registry, also where its token server is meant', () => {
    const goal = { kind: 'trust', endpoint: 'auth.test', pem: PEM } as const;
    expect(DOCKER.remedies(aRequest({}), goal)[0]?.files).toEqual([{ path: `${CERTS}/reg:5000/ca.crt`, content: PEM }]);
  });
});

describe('configuration', () => {
  test('places, found or not', () => {
    const files = {
      [DAEMON]: '{}',
      [`${CERTS}/reg:5000/ca.crt`]: PEM,
      [`${CERTS}/reg:5000/hosts.toml`]: '',
      '/root/.docker/daemon.json': '{}',
    };
    const { places } = DOCKER.configuration({ ...aRequest(files), reference: 'reg:5000/a:1' });
    expect(places.map(({ path, found }) => [path, found])).toEqual([
      [DAEMON, 'read'],
      ['/root/.docker/daemon.json', 'ignored'],
      [`${CERTS}/reg:5000/hosts.toml`, 'ignored'],
      [`${CERTS}/reg:5000/ca.crt`, 'read'],
      [CONFIG, 'absent'],
    ]);
  });

  test.each([
    ['daemon.json', '', DAEMON],
    ['hosts.toml', 'server = "https://reg:5000"\n', `${CERTS}/reg:5000/hosts.toml`],
    ['reg:5000/ca.crt', PEM, `${CERTS}/reg:5000/ca.crt`],
    ['ca.crt', PEM, null],
    ['registries.conf', '', null],
  ])('a file of its own: %s', (name, text, path) => {
    expect(DOCKER.placeFor(name, text)).toBe(path);
  });
});

describe('hostile files do no harm', () => {
  const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
  test.each([
    '{"__proto__": {"insecure-registries": ["x"]}}',
    '{"insecure-registries": [null, "\\u0000", ""]}',
    '{"registry-mirrors": {"a": 1}}',
    deep,
    '{"features": null, "proxies": 1}',
    '{"constructor": 1}',
    '"x"',
    '{"auths": {"__proto__": {"auth": "eDp5"}}, "credsStore": {}}',
  ])('%j', (text) => {
    for (const path of [DAEMON, CONFIG, `${CERTS}/reg:5000/hosts.toml`]) {
      const request = aRequest({ [path]: text.slice(0, 100_000) }, '29.7.2');
      expect(() => [
        DOCKER.plan(request),
        DOCKER.configuration({ ...request, reference: null }),
        DOCKER.remedies(request, { kind: 'unverified', endpoint: 'reg:5000' }),
      ]).not.toThrow();
    }
  });
});
