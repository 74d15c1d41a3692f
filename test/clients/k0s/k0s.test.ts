import { describe, expect, test } from 'vitest';
import { K0S } from '../../../src/clients/k0s/k0s.js';
import { aHost } from '../a-host.js';
import { A_CA, NO_FLAGS } from '../k3s/a-node.js';
import { asks, planOf, remediesOf, requestOf } from './a-node.js';

const HTTPS = 'https://reg:5000/v2/a/manifests/1';
const HTTP = 'http://reg:5000/v2/a/manifests/1';
const GOALS = [
  [{ kind: 'plain-http', port: null } as const, /^http:\/\/reg:5000\//],
  [{ kind: 'trust', endpoint: 'reg:5000', pem: A_CA } as const, / ca=\/etc\/k0s\/containerd\.d\/certs\.d\//],
  [{ kind: 'unverified', endpoint: 'reg:5000' } as const, / unverified$/],
] as const;

describe('what would help', () => {
  test.each(
    ['1.30.1', '1.36.3'].flatMap((version) => GOALS.map(([goal, after]) => [version, goal.kind, goal, after] as const)),
  )('%s %s', (version, _, goal, after) => {
    const [remedy] = remediesOf({ version }, goal);
    expect(remedy?.reload).toMatch(/^none needed/);
    expect(asks({ version })).toEqual([HTTPS]);
    expect(asks({ version, over: remedy?.files ?? [] })[0]).toMatch(after);
  });

  test('where a directory is named already only hosts.toml is written', () => {
    const dropIns = {
      'a.toml': 'version = 3\n[plugins."io.containerd.cri.v1.images".registry]\nconfig_path = "/srv/certs"\n',
    };
    const [remedy] = remediesOf({ dropIns }, GOALS[0][0]);
    expect(remedy?.files.map(({ path }) => path)).toEqual(['/srv/certs/reg:5000/hosts.toml']);
    expect(asks({ dropIns, over: remedy?.files ?? [] })[0]).toBe(HTTP);
  });

  test('a containerd.toml of one’s own gets the line, and k0s is started again', () => {
    const files = { '/etc/k0s/containerd.toml': '# mine\nversion = 3\n[grpc]\naddress = "/run/k0s/containerd.sock"\n' };
    const [remedy] = remediesOf({ files }, GOALS[0][0]);
    expect(remedy?.files[0]?.content).toContain('address = "/run/k0s/containerd.sock"');
    expect(remedy?.reload).toMatch(/^systemctl restart k0sworker/);
    expect(asks({ files, over: remedy?.files ?? [] })[0]).toBe(HTTP);
  });
});

describe('the client', () => {
  test('is on where its directories are', () => {
    expect(K0S.isOn(aHost({ '/etc/k0s/k0s.yaml': '' }))).toBe(true);
    expect(K0S.isOn(aHost())).toBe(false);
  });

  test('its version', () => {
    expect(K0S.parseVersion('v1.30.1+k0s.0\n')).toBe('1.30.1+k0s.0');
  });

  test('a proxy of the service counts', () => {
    const running = {
      name: 'k0s',
      pid: 3,
      arguments: ['worker'],
      startedMs: 1,
      environment: { HTTPS_PROXY: 'http://proxy:3128' },
    };
    expect(JSON.stringify(planOf({ host: { processes: [running] } }).root)).toContain('"host":"proxy"');
  });

  test.each([
    ['containerd.toml', '', '/etc/k0s/containerd.toml'],
    ['regs.conf', '[[registry]]\n', '/etc/k0s/containerd.d/regs.conf'],
    ['regs.toml', '', '/etc/k0s/containerd.d/regs.toml'],
    ['cluster.yaml', 'kind: ClusterConfig\n', '/etc/k0s/k0s.yaml'],
    ['values.yaml', 'a: 1\n', null],
    ['notes.txt', '', null],
  ])('%s lies at', (name, text, path) => {
    expect(K0S.placeFor(name, text)).toBe(path);
  });

  test('its places', () => {
    const dropIns = {
      'a.toml': 'version = 3\n[plugins."io.containerd.cri.v1.images".registry]\nconfig_path = "/srv/certs"\n',
      'b.conf': '',
    };
    const { places } = K0S.configuration({
      ...requestOf({ dropIns, files: { '/srv/certs/reg:5000/hosts.toml': '' } }),
      flags: NO_FLAGS,
    });
    const of = (path: string) => places.find((place) => place.path === path)?.found;
    expect(
      [
        '/etc/k0s/containerd.toml',
        '/etc/k0s/containerd.d/a.toml',
        '/etc/k0s/containerd.d/b.conf',
        '/srv/certs/reg:5000/hosts.toml',
      ].map(of),
    ).toEqual(['absent', 'read', 'ignored', 'read']);
  });
});

describe('hostile files', () => {
  test.each([
    ['no TOML', '[[['],
    ['__proto__', '[__proto__]\nregistry = 1\n[[registry]]\n__proto__ = 1\n'],
    ['wrong types', 'version = "x"\nplugins = 3\nregistry = 7\nimports = 5\n'],
    ['deep', `a = ${'['.repeat(400)}${']'.repeat(400)}\n`],
    ['tables of nothing', '[plugins."io.containerd.cri.v1.images"]\nregistry = []\n'],
    ['a registry that is a path', '[[registry]]\nlocation = "../../../etc"\ninsecure = true\n'],
    ['many', '[[registry]]\nlocation = "a.b"\n'.repeat(400)],
  ])('%s', (_, text) => {
    for (const version of ['1.26.0', '1.30.1', '1.36.3'])
      for (const asked of [
        { version, dropIns: { 'x.toml': text, 'y.conf': text } },
        { version, files: { '/etc/k0s/containerd.toml': text, '/etc/k0s/k0s.yaml': text } },
      ]) {
        expect(planOf(asked).client).toBe('k0s');
        const { observations } = K0S.configuration(requestOf(asked));
        for (const { cure } of observations) for (const { path } of cure) expect(path).not.toContain('..');
        expect(remediesOf(asked, GOALS[0][0])).toBeInstanceOf(Array);
      }
  });
});
