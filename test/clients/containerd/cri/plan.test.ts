import { describe, expect, test } from 'vitest';
import { CONTAINERD } from '../../../../src/clients/containerd/containerd.js';
import { challenged } from '../../../support/facts.js';
import { requests, type World, walkIn } from '../../../support/world.js';
import { CONFIG, hostOf, planOf, requestOf } from './a-containerd.js';

const SECRET = '/s.json';
const secret = (...keys: string[]): Record<string, string> => ({
  [SECRET]: JSON.stringify({ auths: Object.fromEntries(keys.map((key) => [key, { auth: 'YTpi' }])) }),
});
const pod = { dockerConfigJson: SECRET };

describe('a pull through CRI', () => {
  test('a digest drops the tag', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    expect(planOf({ reference: `reg:5000/a:1@${digest}` }).reference).toMatchObject({ tag: null, digest });
  });

  test.each(['push', 'login'] as const)('%s stops and says why', (operation) => {
    const { root } = CONTAINERD.plan({ ...requestOf({}), operation });
    expect(root).toMatchObject({ kind: 'stop', failure: 'config' });
    expect(JSON.stringify(root)).toContain('CRI');
  });

  test('a reference that can’t be parsed', () => {
    expect(planOf({ reference: 'reg/X' }).root).toMatchObject({ kind: 'stop', failure: 'reference' });
  });

  test('1.6 was run here', () => {
    expect(planOf({ version: '1.6.20~ds1' }).basis).toBe('run');
    expect(planOf({ version: '2.3.4' }).basis).toBe('read');
  });
});

describe('logins of a pod', () => {
  const refused: World = { ports: { 5000: 'https' }, answers: () => challenged(['basic', {}]) };

  test('each that matches is a pull of its own, and all errors are told', () => {
    const asked = { files: secret('reg:5000', 'reg:5000/team'), flags: pod, reference: 'reg:5000/team/a:1' };
    const { root, observations } = planOf(asked);
    expect(root).toMatchObject({ kind: 'oneOf', report: 'joined' });
    expect(observations).toEqual([]);
    const walk = walkIn(refused, root);
    expect(requests(walk).filter((line) => line.includes('/v2/team/a/manifests/1')).length).toBeGreaterThan(2);
    expect(walk.failure?.text).toContain('also failed');
  });

  test('--creds is the only one where it is given', () => {
    const { root } = planOf({ files: secret('reg:5000'), flags: { ...pod, credentials: true } });
    expect(JSON.stringify(root)).toContain('flag:--creds');
    expect(JSON.stringify(root)).not.toContain(SECRET);
  });

  test('one without the port is a near miss, and none is sent', () => {
    const { root, observations } = planOf({ files: secret('reg'), flags: pod });
    expect(JSON.stringify(root)).toContain('"credential":null');
    expect(observations.map(({ code }) => code)).toEqual(['auth-near-miss']);
  });
});

describe('whether containerd counts on a host', () => {
  const on = (files: Readonly<Record<string, string>>): boolean => CONTAINERD.isOn(hostOf({ files }));
  const PROGRAM = { '/usr/bin/containerd': '' };
  const DOCKER = { '/usr/bin/dockerd': '' };
  test.each([
    ['nothing', {}, false],
    ['the program', PROGRAM, true],
    ['its configuration', { [CONFIG]: 'version = 2\n' }, true],
    ['CRI disabled', { ...PROGRAM, [CONFIG]: 'disabled_plugins = ["cri"]\n' }, false],
    [
      'CRI disabled in full',
      { ...PROGRAM, [CONFIG]: 'version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n' },
      false,
    ],
    ['Docker’s helper', { ...PROGRAM, ...DOCKER }, false],
    ['Docker’s helper with its own file', { ...PROGRAM, ...DOCKER, [CONFIG]: 'version = 2\n' }, false],
    ['Docker and a kubelet', { ...PROGRAM, ...DOCKER, '/usr/bin/kubelet': '' }, true],
    ['Docker and a CRI section', { ...PROGRAM, ...DOCKER, [CONFIG]: '[plugins.cri]\n' }, true],
  ])('%s: %s', (_, files, expected) => {
    expect(on(files)).toBe(expected);
  });
});

test.each([
  ['config.toml', 'version = 2\n', CONFIG],
  ['hosts.toml', 'server = "https://reg.test:5000"\n', '/etc/containerd/certs.d/reg.test:5000/hosts.toml'],
  ['hosts.toml', 'server = "https://registry-1.docker.io"\n', '/etc/containerd/certs.d/docker.io/hosts.toml'],
  ['hosts.toml', '[host."http://x"]\n', '/etc/containerd/certs.d/_default/hosts.toml'],
  ['x.toml', 'server = "http://../../etc"\n', '/etc/containerd/certs.d/_default/hosts.toml'],
  ['ca.crt', '', '/etc/containerd/certs.d/_default/ca.crt'],
  ['notes.txt', '', null],
])('%s goes to its place', (name, text, path) => {
  expect(CONTAINERD.placeFor(name, text)).toBe(path);
});

describe('what it reads', () => {
  const view = (files: Readonly<Record<string, string>>, version = '1.7.34') => {
    const { host, flags, version: text } = requestOf({ files, version });
    return CONTAINERD.configuration({ host, flags, version: text, reference: 'reg:5000/a' });
  };
  test('in order, found or not', () => {
    const config =
      'version = 2\nimports = ["/etc/containerd/x.toml"]\n[plugins."io.containerd.grpc.v1.cri".registry]\nconfig_path = "/c"\n';
    const { places, observations } = view({
      [CONFIG]: config,
      '/etc/containerd/x.toml': '',
      '/c/reg:5000/hosts.toml': '',
    });
    expect(places.slice(0, 5).map(({ path, found }) => `${path} ${found}`)).toEqual([
      `${CONFIG} read`,
      '/etc/containerd/x.toml read',
      '/c read',
      '/c/reg:5000/hosts.toml read',
      '/var/lib/kubelet/config.json absent',
    ]);
    expect(observations).toEqual([]);
  });

  test('hostile files do no harm', () => {
    const nasty = [
      '[plugins.__proto__.registry]\nconfig_path = 1\n',
      `imports = ["config.toml", "*"]\n`,
      'version = 99999999999\n',
      '[plugins."io.containerd.grpc.v1.cri"]\nregistry = [[1]]\n',
      'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\nmirrors = 3\nconfigs = "x"\nauths = []\n',
      'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry.mirrors]\n"*" = { endpoint = ["://", "http://[::1", "http://a b"] }\n',
      `version = 2\nplugins = ${'{a='.repeat(150)}1${'}'.repeat(150)}\n`,
      '\u0000\u001b[31m',
    ];
    for (const config of nasty)
      for (const version of ['1.6.20', '2.1.0', '2.3.4']) {
        expect(() => view({ [CONFIG]: config }, version)).not.toThrow();
        expect(() => planOf({ config, version })).not.toThrow();
      }
  });

  test('long ones are bounded', () => {
    const table = (key: number): string =>
      `[plugins."io.containerd.grpc.v1.cri".registry.configs."reg:${key}".tls]\nca-file = "x"\n`;
    const config = `version = 2\n${Array.from({ length: 2000 }, (_, key) => table(key + 6000)).join('')}`;
    for (const version of ['1.7.34', '2.3.4']) {
      const { observations } = planOf({ config, version });
      expect(observations.length).toBeGreaterThan(0);
      expect(observations.length).toBeLessThan(60);
    }
  }, 10_000);
});
