import { describe, expect, test } from 'vitest';
import { containerdInside } from '../../../src/clients/k3s/versions.js';
import { A_CA, asks, ETC, noted, notes } from './a-node.js';

const MIRROR = 'mirrors:\n  "reg:5000":\n    endpoint: ["http://reg:5000"]\n';
const HTTPS = 'https://reg:5000/v2/a/manifests/1';
const HTTP = 'http://reg:5000/v2/a/manifests/1';

describe('releases', () => {
  test.each([
    ['v1.36.2+k3s1', '2.3.2'],
    ['v1.36.0+k3s1', '2.2.3'],
    ['v1.37.0+k3s1', '2.3.2'],
    ['v1.33.5+k3s1', '2.1.4'],
    ['v1.31.6+k3s1', '2.0.2'],
    ['v1.31.5+k3s1', '1.7.23'],
    ['v1.30.8+k3s1', '1.7.23'],
    ['v1.28.4+k3s2', '1.7.7'],
    ['v1.26.12+k3s1', '1.7.11'],
    ['v1.25.4+k3s1', '1.6.8'],
    ['v1.21.5+k3s2', '1.4.4'],
    ['v0.9.1', '1.2.8'],
    ['v0.8.0', '1.2.8'],
  ])('%s has containerd %s inside', (version, containerd) => {
    expect(containerdInside(version)).toBe(containerd);
  });

  test('before 0.10.0 registries.yaml is not known', () => {
    expect(asks({ version: '0.9.1', registries: MIRROR })).toEqual([HTTPS]);
    expect(noted({ version: '0.9.1', registries: MIRROR }, 'config-ignored-wrong-path').text).toContain(
      "doesn't know registries.yaml",
    );
    expect(asks({ version: '0.10.0', registries: MIRROR })[0]).toBe(HTTP);
  });

  test('before 0.10.0 even a broken registries.yaml stops nobody', () => {
    expect(asks({ version: '0.9.1', registries: 'mirrors: [\n' })).toEqual([HTTPS]);
  });

  const SKIP = 'configs:\n  "reg:5000":\n    tls: {insecure_skip_verify: true}\n';
  test.each([
    ['1.19.0', HTTPS],
    ['1.19.1', `${HTTPS} unverified`],
    ['1.26.12', `${HTTPS} unverified`],
    ['1.26.13', `${HTTPS} unverified`],
    ['1.30.0', `${HTTPS} unverified`],
  ])('insecure_skip_verify with %s', (version, first) => {
    expect(asks({ version, registries: SKIP })[0]).toBe(first);
    const told = notes({ version, registries: SKIP }).some((text) => text.includes('1.19.1 was the first'));
    expect(told).toBe(version === '1.19.0');
  });

  test('config.toml takes a path as it stands, certs.d completes a slash', () => {
    const registries = MIRROR.replace('http://reg:5000"]', 'http://reg:5000/"]');
    expect(asks({ version: '1.26.12', registries })[0]).toBe('http://reg:5000/a/manifests/1');
    expect(asks({ version: '1.29.4', registries })[0]).toBe(HTTP);
  });

  test.each([
    ['1.29.3', HTTPS],
    ['1.29.4', `${HTTPS} ca=/etc/ca.crt`],
  ])('TLS of the registry itself beside a mirror, %s', (version, last) => {
    const registries = `mirrors:\n  "reg:5000":\n    endpoint: ["https://cache"]\nconfigs:\n  "reg:5000":\n    tls: {ca_file: /etc/ca.crt}\n`;
    expect(asks({ version, registries, files: { '/etc/ca.crt': A_CA } }).at(-1)).toBe(last);
  });

  const REWRITE = 'mirrors:\n  "reg:5000":\n    endpoint: ["https://cache"]\n    rewrite: {"^(.*)$": "team/$1"}\n';
  test('rewrite from certs.d on', () => {
    expect(asks({ version: '1.30.4', registries: REWRITE })[0]).toBe(
      'https://cache/v2/team/a/manifests/1?ns=reg%3A5000',
    );
    expect(notes({ version: '1.20.15', registries: REWRITE })[0]).toContain('1.21.0 was the first');
  });

  const HUB = 'configs:\n  docker.io:\n    auth: {username: u, password: p}\n';
  test.each([
    ['1.33.2', ''],
    ['1.33.3', ' login=docker.io'],
  ])('a login under docker.io, %s', (version, login) => {
    expect(asks({ version, registries: HUB, reference: 'nginx' })[0]).toBe(
      `https://registry-1.docker.io/v2/library/nginx/manifests/latest${login}`,
    );
  });

  test('configs "*" before certs.d', () => {
    const registries = 'configs:\n  "*":\n    tls: {insecure_skip_verify: true}\n';
    expect(asks({ version: '1.26.12', registries })[0]).toBe(HTTPS);
    expect(notes({ version: '1.26.12', registries })[0]).toContain('configs "*"');
    expect(asks({ version: '1.30.0', registries })[0]).toBe(`${HTTPS} unverified`);
  });
});

// The snippets that k3d's manual shows for registries, each with what it does.
describe('the public k3d page', () => {
  test('a mirror: the key is the name with its port, on k3s 0.10.0 and later', () => {
    const registries =
      'mirrors:\n  "my.company.registry:5000":\n    endpoint:\n      - http://my.company.registry:5000\n';
    const reference = 'my.company.registry:5000/nginx:latest';
    expect(asks({ registries, reference })).toEqual([
      'http://my.company.registry:5000/v2/nginx/manifests/latest',
      'https://my.company.registry:5000/v2/nginx/manifests/latest',
    ]);
    expect(asks({ registries, reference, version: '0.9.1' })).toEqual([
      'https://my.company.registry:5000/v2/nginx/manifests/latest',
    ]);
    expect(asks({ registries, reference: 'my.company.registry/nginx' })).toEqual([
      'https://my.company.registry/v2/nginx/manifests/latest',
    ]);
  });

  test('a login: its key is the name without port, so that it does not count for an endpoint with one', () => {
    const page = (key: string) =>
      `mirrors:\n  my.company.registry:\n    endpoint:\n      - http://my.company.registry:5000\n\nconfigs:\n  ${key}:\n    auth:\n      username: aladin\n      password: abracadabra\n`;
    const reference = 'my.company.registry/nginx';
    expect(asks({ registries: page('my.company.registry'), reference })[0]).not.toContain('login');
    expect(notes({ registries: page('my.company.registry'), reference })[0]).toMatch(
      /^auth-near-miss: .*the key is my\.company\.registry:5000/,
    );
    expect(asks({ registries: page('"my.company.registry:5000"'), reference })[0]).toContain(
      'login=my.company.registry:5000',
    );
  });

  test('a CA: the endpoint is https without port, its name the key; the file must be in the node', () => {
    const registries = `mirrors:\n  my.company.registry:\n    endpoint:\n      - https://my.company.registry\n\nconfigs:\n  my.company.registry:\n    tls:\n      ca_file: "/etc/ssl/certs/my-company-root.pem"\n`;
    const reference = 'my.company.registry/nginx';
    const pem = { '/etc/ssl/certs/my-company-root.pem': A_CA };
    expect(asks({ registries, reference, files: pem })[0]).toContain('ca=/etc/ssl/certs/my-company-root.pem');
    expect(asks({ registries, reference })[0]).toMatch(/^stop: unable to read CA cert/);
  });

  const template = `[plugins.opt]
path = "{{ .NodeConfig.Containerd.Opt }}"
[plugins.cri]
stream_server_address = "{{ .NodeConfig.AgentConfig.NodeName }}"
stream_server_port = "10010"
{{- if .IsRunningInUserNS }}
disable_cgroup = true
{{ end -}}
[plugins.cri.registry.mirrors]
  [plugins.cri.registry.mirrors."registry.localhost:5000"]
    endpoint = ["http://registry.localhost:5000"]
`;
  const files = { [`${ETC}/config.toml.tmpl`]: template };
  const reference = 'registry.localhost:5000/a:1';

  test('config.toml.tmpl for k3s up to 0.9.1: the mirror counts', () => {
    expect(asks({ version: '0.9.1', files, reference })[0]).toBe('http://registry.localhost:5000/v2/a/manifests/1');
  });

  test('the same still counts while it has no version, and hides registries.yaml', () => {
    expect(asks({ version: '1.24.17', files, reference })[0]).toBe('http://registry.localhost:5000/v2/a/manifests/1');
    expect(asks({ version: '1.24.17', files, registries: MIRROR })).toEqual([HTTPS]);
    expect(noted({ version: '1.24.17', files, registries: MIRROR }, 'config-ignored-wrong-path').text).toContain(
      'without the mirrors',
    );
  });

  test('the form that k3d writes for its own registry', () => {
    const registries = 'mirrors:\n  "k3d-reg.localhost:5050":\n    endpoint: ["http://k3d-reg.localhost:5000"]\n';
    expect(asks({ registries, reference: 'k3d-reg.localhost:5050/a:1' })[0]).toBe(
      'http://k3d-reg.localhost:5000/v2/a/manifests/1?ns=k3d-reg.localhost%3A5050',
    );
  });
});
