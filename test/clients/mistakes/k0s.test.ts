import { describe, expect, test } from 'vitest';
import { type Asked, asks, noted, notes } from '../k0s/a-node.js';
import { A_CA } from '../k3s/a-node.js';

const HTTPS = 'https://reg:5000/v2/a/manifests/1';
const HTTP = 'http://reg:5000/v2/a/manifests/1';
const CONF = '[[registry]]\nlocation = "reg:5000"\ninsecure = true\n';
const HOSTS = '[host."http://reg:5000"]\n';
const v2 = (root: string): string =>
  `version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\nconfig_path = "${root}"\n`;
const v3 = (root: string): string =>
  `version = 3\n[plugins."io.containerd.cri.v1.images".registry]\nconfig_path = "${root}"\n`;
const CERTS = '/etc/k0s/containerd.d/certs.d';
const SERIES: readonly (readonly [string, (root: string) => string])[] = [
  ['1.30.1', v2],
  ['1.35.0', v2],
  ['1.36.3', v3],
];

function cured(asked: Asked, code: Parameters<typeof noted>[1]): string[] {
  const { cure } = noted(asked, code);
  expect(cure).not.toEqual([]);
  return asks({ ...asked, over: cure });
}

describe.each(SERIES)('k0s %s', (version, form) => {
  const hosts = { [`${CERTS}/reg:5000/hosts.toml`]: HOSTS };

  test('a drop-in with config_path and hosts.toml', () => {
    const asked = { version, dropIns: { 'registry.toml': form(CERTS) }, files: hosts };
    expect(asks(asked)).toEqual([HTTP, HTTPS]);
    const whole = { [`${CERTS}/reg:5000/hosts.toml`]: `server = "https://reg:5000"\n${HOSTS}` };
    expect(notes({ ...asked, files: whole })).toEqual([]);
  });

  test('another drop-in beside it takes nothing away', () => {
    const other =
      version === '1.36.3'
        ? 'version = 3\n[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.x]\nruntime_type = "x"\n'
        : 'version = 2\n[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.x]\nruntime_type = "x"\n';
    expect(
      asks({ version, dropIns: { '10-registry.toml': form(CERTS), '20-runtime.toml': other }, files: hosts })[0],
    ).toBe(HTTP);
  });

  test('nothing configured', () => {
    expect(asks({ version })).toEqual([HTTPS]);
    expect(notes({ version })).toEqual([]);
  });

  test('hosts.toml without a config_path is not read', () => {
    expect(asks({ version, files: hosts })).toEqual([HTTPS]);
    expect(cured({ version, files: hosts }, 'config-ignored-wrong-path')[0]).toBe(HTTP);
  });

  test('/etc/containerd/certs.d is not read either', () => {
    const files = { '/etc/containerd/certs.d/reg:5000/hosts.toml': HOSTS };
    expect(cured({ version, files }, 'config-ignored-wrong-path')[0]).toBe(HTTP);
  });

  test.each(['registries.toml', 'registries.conf'])('[[registry]] in %s', (name) => {
    const asked = { version, dropIns: { [name]: CONF } };
    const found = noted(asked, 'config-wrong-dialect');
    expect(found).toMatchObject({ meant: 'insecure', source: { name: `/etc/k0s/containerd.d/${name}`, line: 1 } });
    expect(asks(asked)).toEqual([HTTPS]);
    expect(cured(asked, 'config-wrong-dialect').slice(0, 2)).toEqual([`${HTTPS} unverified`, `${HTTP} unverified`]);
  });

  test('a mirror of Docker Hub in that form', () => {
    const text =
      '[[registry]]\nprefix = "docker.io"\nlocation = "docker.io"\n[[registry.mirror]]\nlocation = "cache.test/hub"\n';
    const asked = { version, dropIns: { 'hub.conf': text }, reference: 'nginx' };
    expect(cured(asked, 'config-wrong-dialect')).toEqual([
      'https://cache.test/v2/hub/library/nginx/manifests/latest?ns=docker.io',
      'https://registry-1.docker.io/v2/library/nginx/manifests/latest',
    ]);
  });

  test('about another registry: silence', () => {
    expect(notes({ version, dropIns: { 'registries.conf': CONF }, reference: 'other.test/a:1' })).toEqual([]);
  });

  test('a good drop-in by the name .conf', () => {
    const asked = { version, dropIns: { 'registry.conf': form(CERTS) }, files: hosts };
    expect(asks(asked)).toEqual([HTTPS]);
    expect(cured(asked, 'config-ignored-wrong-path')[0]).toBe(HTTP);
  });

  test('registries.conf of podman', () => {
    const asked = { version, files: { '/etc/containers/registries.conf': CONF } };
    expect(noted(asked, 'config-ignored-wrong-path').text).toContain('file of podman and CRI-O');
    expect(cured(asked, 'config-ignored-wrong-path')[0]).toBe(`${HTTPS} unverified`);
  });

  test('a containerd.toml of one’s own: drop-ins don’t count', () => {
    const asked = {
      version,
      dropIns: { 'registry.toml': form(CERTS) },
      files: { ...hosts, '/etc/k0s/containerd.toml': '# mine\nversion = 2\n' },
    };
    expect(asks(asked)).toEqual([HTTPS]);
    expect(noted(asked, 'config-ignored-wrong-path').text).toContain('k0s_managed=true');
  });

  test('root-ca-file has nothing to do with registries', () => {
    const files = {
      '/etc/k0s/k0s.yaml':
        'kind: ClusterConfig\nspec:\n  controllerManager:\n    extraArgs:\n      root-ca-file: /etc/ssl/registry-ca.pem\n',
      '/etc/ssl/registry-ca.pem': A_CA,
    };
    const found = noted({ version, files }, 'config-ignored-wrong-path');
    expect(found).toMatchObject({ meant: 'trust', source: { name: '/etc/k0s/k0s.yaml', line: 5 } });
    expect(found.text).toContain('kube-root-ca.crt');
    expect(asks({ version, files })).toEqual([HTTPS]);
    expect(cured({ version, files }, 'config-ignored-wrong-path')[0]).toContain(
      ' ca=/etc/k0s/containerd.d/certs.d/reg:5000/',
    );
  });
});

describe('root-ca-file of a running controller manager', () => {
  const running = (path: string) => ({
    host: {
      processes: [
        {
          name: 'kube-controller-manager',
          pid: 9,
          arguments: [`--root-ca-file=${path}`],
          startedMs: 1,
          environment: null,
        },
      ],
    },
  });

  test('a file of one’s own is told', () => {
    expect(notes(running('/etc/ssl/registry-ca.pem'))[0]).toContain('root-ca-file /etc/ssl/registry-ca.pem');
  });

  test('the one k0s gives itself is not', () => {
    expect(notes(running('/var/lib/k0s/pki/ca.crt'))).toEqual([]);
  });
});

describe('forms of another release', () => {
  const files = { [`${CERTS}/reg:5000/hosts.toml`]: HOSTS };
  const v1 = `[plugins.cri.registry]\nconfig_path = "${CERTS}"\n`;

  test('the short name stops containerd up to 1.35', () => {
    const asked = { version: '1.30.1', dropIns: { 'registry.toml': v1 }, files };
    expect(asks(asked)[0]).toMatch(/^stop: .*invalid plugin key URI "cri"/);
    expect(cured(asked, 'config-wrong-dialect')[0]).toBe(HTTP);
  });

  test.each([
    ['version = 2', v2(CERTS)],
    ['the old section', v2(CERTS).replace('version = 2', 'version = 3')],
    ['the old section without a version', v2(CERTS).replace('version = 2\n', '')],
  ])('%s is refused from 1.36 on', (_, text) => {
    const asked = { dropIns: { 'registry.toml': text }, files };
    expect(asks(asked)[0]).toMatch(/^stop: k0s does not start containerd: \/etc\/k0s\/containerd\.d\/registry\.toml/);
    expect(cured(asked, 'config-wrong-dialect')[0]).toBe(HTTP);
  });

  test('the new section is dropped without a word before', () => {
    const asked = { version: '1.30.1', dropIns: { 'registry.toml': v3(CERTS).replace('version = 3\n', '') }, files };
    expect(asks(asked)).toEqual([HTTPS]);
    expect(noted(asked, 'config-wrong-dialect').text).toContain('form of another release');
  });

  test('before 1.27.1 there are no drop-ins', () => {
    const asked = { version: '1.26.5', dropIns: { 'registry.toml': v2(CERTS) }, files };
    expect(asks(asked)).toEqual([HTTPS]);
    expect(noted(asked, 'config-ignored-wrong-path').text).toContain('1.27.1 was the first');
  });

  test('before 1.27.1 a whole containerd.toml counts', () => {
    const own = { ...files, '/etc/k0s/containerd.toml': v2(CERTS) };
    expect(asks({ version: '1.26.5', files: own })[0]).toBe(HTTP);
  });
});
