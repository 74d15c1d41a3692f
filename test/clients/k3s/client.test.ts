import { describe, expect, test } from 'vitest';
import { K3S } from '../../../src/clients/k3s/k3s.js';
import { RKE2 } from '../../../src/clients/k3s/rke2.js';
import { cleanText } from '../../../src/text/clean.js';
import { aHost } from '../a-host.js';
import { asks, configurationOf, ETC, planOf, REGISTRIES, remediesOf } from './a-node.js';

describe('the client', () => {
  test.each([
    ['/etc/rancher/k3s/config.yaml', true, false],
    ['/var/lib/rancher/rke2/x', false, true],
    ['/usr/local/bin/k3s', true, false],
    ['/etc/hosts', false, false],
  ])('%s', (path, k3s, rke2) => {
    const host = aHost({ [path]: '' });
    expect([K3S.isOn(host), RKE2.isOn(host)]).toEqual([k3s, rke2]);
  });

  test('is not on where docker pulls in its place', () => {
    expect(K3S.isOn(aHost({ '/etc/rancher/k3s/config.yaml': 'docker: true\n' }))).toBe(false);
  });

  test('its version', () => {
    expect(K3S.parseVersion('k3s version v1.30.4+k3s1 (98262b5d)\ngo version go1.22.5\n')).toBe('1.30.4+k3s1');
    expect(RKE2.parseVersion('rke2 version v1.31.5+rke2r1 (abc)\n')).toBe('1.31.5+rke2r1');
    expect(K3S.parseVersion('')).toBeNull();
  });

  const K3D =
    'apiVersion: k3d.io/v1alpha5\nkind: Simple\nregistries:\n  config: |\n    mirrors:\n      "reg:5000":\n        endpoints:\n          - http://reg:5000\n';

  test.each([
    ['registries.yaml', '', REGISTRIES],
    ['my-registries.yml', 'mirrors:\n', REGISTRIES],
    ['values.yaml', 'mirrors:\n  a:\n', REGISTRIES],
    ['other.yaml', 'a: 1\n', null],
    ['config.toml.tmpl', '', `${ETC}/config.toml.tmpl`],
    ['config-v3.toml.tmpl', '', `${ETC}/config-v3.toml.tmpl`],
    ['k3d.yaml', K3D, '/etc/rancher/k3s/k3d.yaml'],
    ['hosts.toml', '', null],
  ])('%s lies at', (name, text, path) => {
    expect(K3S.placeFor(name, text)).toBe(path);
  });

  test('registries inside a configuration of k3d, with the lines of that file', () => {
    const { observations } = configurationOf({ files: { '/etc/rancher/k3s/k3d.yaml': K3D } });
    expect(observations).toMatchObject([
      { code: 'config-unknown-key', source: { name: '/etc/rancher/k3s/k3d.yaml', line: 7 } },
    ]);
  });

  test('its places in order', () => {
    const { places } = configurationOf({
      registries: 'mirrors:\n  "reg:5000":\n    endpoint: ["http://reg:5000"]\n',
      files: { '/etc/docker/daemon.json': '{}' },
    });
    const shown = places.map(({ path, found }) => `${found} ${path}`);
    expect(shown.slice(0, 6)).toEqual([
      'absent /etc/rancher/k3s/config.yaml',
      `read ${REGISTRIES}`,
      `absent ${ETC}/config-v3.toml.tmpl`,
      `absent ${ETC}/config.toml.tmpl`,
      `absent ${ETC}/config.toml`,
      `absent ${ETC}/certs.d/reg:5000/hosts.toml`,
    ]);
    expect(shown).toContain('ignored /etc/docker/daemon.json');
  });
});

describe('hostile files', () => {
  const deep = `${'{"a":'.repeat(400)}1${'}'.repeat(400)}`;
  test.each([
    ['no YAML', '{{{{'],
    [
      '__proto__',
      'mirrors:\n  __proto__:\n    endpoint: ["http://x"]\nconfigs:\n  constructor: {tls: {__proto__: 1}}\n__proto__: {}\n',
    ],
    ['lists everywhere', 'mirrors: []\nconfigs: []\nauths: []\n'],
    ['numbers everywhere', 'mirrors: 1\nconfigs: 2\n'],
    ['nulls everywhere', 'mirrors:\n  a:\n  ~:\nconfigs:\n  b:\n    auth:\n    tls:\n'],
    ['deep', deep],
    ['an alias bomb', 'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nmirrors: {x: {endpoint: *c}}\n'],
    ['a ring', 'mirrors: &a\n  x: *a\n'],
    [
      'paths for names',
      'mirrors:\n  "../../../etc/cron.d/x":\n    endpoint: ["http://x"]\n  "..": {endpoint: ["http://y"]}\nconfigs:\n  "../x": {tls: {insecure_skip_verify: true}}\n',
    ],
    ['control characters', 'mirrors:\n  "a\\e[31mb":\n    "endpo\\e[31mints": ["http://\\u202ex"]\n'],
    ['TOML in names', 'mirrors:\n  "reg:5000":\n    endpoint: ["http://x\\"]\\nserver = \\"http://evil"]\n'],
    [
      'patterns without end',
      'mirrors:\n  "reg:5000":\n    endpoint: ["http://x"]\n    rewrite: {"(a+)+$": b, "(a|a)*c": d}\n',
    ],
    [
      'many keys',
      `mirrors:\n${Array.from({ length: 250 }, (_, index) => `  r${index}: {endpoint: ["http://e${index}"]}\n`).join('')}`,
    ],
  ])('%s', (_, text) => {
    for (const version of ['0.9.1', '1.20.0', '1.29.1', '1.36.2']) {
      const files = {
        '/etc/rancher/k3s/config.yaml': text,
        [`${ETC}/config.toml.tmpl`]: text,
        '/etc/rancher/k3s/k3d.yaml': text,
      };
      for (const asked of [
        { version, registries: text },
        { version, files },
      ]) {
        const plan = planOf(asked);
        expect(plan.client).toBe('k3s');
        for (const { text: said } of plan.observations) expect(said).toBe(cleanText(said, said.length + 1));
        expect(configurationOf(asked).places.length).toBeGreaterThan(0);
        expect(remediesOf(asked, { kind: 'plain-http', port: null })).toBeInstanceOf(Array);
      }
    }
  });

  test('a password in an endpoint is never told', () => {
    const registries = 'mirrors:\n  "reg:5000":\n    endpoint: ["https://u:s3cret@cache"]\n';
    expect(JSON.stringify(planOf({ registries }).sources)).not.toContain('s3cret');
    expect(asks({ registries })).toHaveLength(2);
  });
});
