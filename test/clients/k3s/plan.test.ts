import { describe, expect, test } from 'vitest';
import { A_CA, asks, ETC, noted, planOf, REGISTRIES } from './a-node.js';

const PLAIN = 'mirrors:\n  "reg:5000":\n    endpoint:\n      - "http://reg:5000"\n';

describe('what is asked', () => {
  test('nothing configured: the registry itself over https', () => {
    expect(asks({})).toEqual(['https://reg:5000/v2/a/manifests/1']);
  });

  test('an http endpoint first, the registry itself over https last', () => {
    expect(asks({ registries: PLAIN })).toEqual([
      'http://reg:5000/v2/a/manifests/1',
      'https://reg:5000/v2/a/manifests/1',
    ]);
  });

  test('insecure_skip_verify alone is https without verification, never http', () => {
    const registries = 'configs:\n  "reg:5000":\n    tls:\n      insecure_skip_verify: true\n';
    expect(asks({ registries })).toEqual(['https://reg:5000/v2/a/manifests/1 unverified']);
  });

  test('a mirror of Docker Hub is asked with ns, then Hub itself', () => {
    const registries = 'mirrors:\n  docker.io:\n    endpoint: ["http://cache:5000"]\n';
    expect(asks({ registries, reference: 'nginx' })).toEqual([
      'http://cache:5000/v2/library/nginx/manifests/latest?ns=docker.io',
      'https://registry-1.docker.io/v2/library/nginx/manifests/latest',
    ]);
  });

  test('an http endpoint with TLS settings is https first, then http', () => {
    const registries = `${PLAIN}configs:\n  "reg:5000":\n    tls: {insecure_skip_verify: true}\n`;
    expect(asks({ registries }).slice(0, 2)).toEqual([
      'https://reg:5000/v2/a/manifests/1 unverified',
      'http://reg:5000/v2/a/manifests/1 unverified',
    ]);
  });

  test('CA and login of the endpoint contacted', () => {
    const registries = `mirrors:\n  docker.io:\n    endpoint: ["https://cache"]\nconfigs:\n  cache:\n    auth: {username: u, password: p}\n    tls: {ca_file: /etc/ca.crt}\n`;
    const files = { '/etc/ca.crt': A_CA };
    expect(asks({ registries, files, reference: 'nginx' })).toEqual([
      'https://cache/v2/library/nginx/manifests/latest?ns=docker.io ca=/etc/ca.crt login=cache',
      'https://registry-1.docker.io/v2/library/nginx/manifests/latest',
    ]);
  });

  test('rewrite changes the repository at endpoints and not at the registry itself', () => {
    const registries =
      'mirrors:\n  docker.io:\n    endpoint: ["https://cache"]\n    rewrite:\n      "^library/(.*)": "hub/$1"\n';
    expect(asks({ registries, reference: 'nginx' })).toEqual([
      'https://cache/v2/hub/nginx/manifests/latest?ns=docker.io',
      'https://registry-1.docker.io/v2/library/nginx/manifests/latest',
    ]);
  });

  test('a wildcard counts for registries without a key of their own', () => {
    const registries =
      'mirrors:\n  "*":\n    endpoint: ["https://cache"]\n  other.test:\n    endpoint: ["https://elsewhere"]\n';
    expect(asks({ registries })[0]).toBe('https://cache/v2/a/manifests/1?ns=reg%3A5000');
    expect(asks({ registries, reference: 'other.test/a:1' })[0]).toMatch(/^https:\/\/elsewhere\//);
  });

  test('no default endpoint: only what is listed', () => {
    const files = { '/etc/rancher/k3s/config.yaml': 'disable-default-registry-endpoint: true\n' };
    expect(asks({ registries: PLAIN, files })).toEqual(['http://reg:5000/v2/a/manifests/1']);
    expect(asks({ registries: PLAIN, files, reference: 'other.test/a:1' })).toEqual([
      'https://other.test/v2/a/manifests/1',
    ]);
  });

  test('the embedded mirror is left to the nodes of the cluster', () => {
    const files = { '/etc/rancher/k3s/config.yaml': 'embedded-registry: true\n' };
    expect(asks({ registries: 'mirrors:\n  docker.io:\n', files, reference: 'nginx' })).toEqual([
      'https://registry-1.docker.io/v2/library/nginx/manifests/latest',
    ]);
  });

  test('rke2 reads its own file', () => {
    const files = { '/etc/rancher/rke2/registries.yaml': PLAIN };
    expect(asks({ client: 'rke2', files })[0]).toBe('http://reg:5000/v2/a/manifests/1');
    expect(asks({ client: 'rke2', registries: PLAIN })).toEqual(['https://reg:5000/v2/a/manifests/1']);
  });

  test('the plan names lines of registries.yaml', () => {
    expect(planOf({ registries: PLAIN }).sources).toContainEqual({
      kind: 'file',
      name: REGISTRIES,
      line: 4,
      says: 'mirrors reg:5000 endpoint http://reg:5000',
    });
  });
});

describe('where the file is', () => {
  const elsewhere = { '/srv/regs.yaml': PLAIN };
  const http = 'http://reg:5000/v2/a/manifests/1';

  test('by config.yaml', () => {
    const files = { ...elsewhere, '/etc/rancher/k3s/config.yaml': 'private-registry: /srv/regs.yaml\n' };
    expect(asks({ files })[0]).toBe(http);
  });

  test('by a drop-in, the last wins', () => {
    const files = {
      ...elsewhere,
      '/etc/rancher/k3s/config.yaml': 'private-registry: /nowhere.yaml\n',
      '/etc/rancher/k3s/config.yaml.d/10-regs.yaml': 'private-registry: /srv/regs.yaml\n',
    };
    expect(asks({ files })[0]).toBe(http);
  });

  test('by the unit, which wins over config.yaml', () => {
    const files = {
      ...elsewhere,
      '/etc/rancher/k3s/config.yaml': 'private-registry: /nowhere.yaml\n',
      '/etc/systemd/system/k3s.service':
        "[Service]\nExecStart=/usr/local/bin/k3s \\\n    server \\\n\t'--private-registry' \\\n\t'/srv/regs.yaml' \\\n",
    };
    expect(asks({ files })[0]).toBe(http);
  });

  test('by the running process', () => {
    const running = {
      name: 'k3s-server',
      pid: 7,
      arguments: ['server', '--private-registry=/srv/regs.yaml'],
      startedMs: 1,
      environment: {},
    };
    expect(asks({ files: elsewhere, host: { processes: [running] } })[0]).toBe(http);
  });

  test('a config.yaml that is no YAML stops the agent', () => {
    expect(asks({ files: { '/etc/rancher/k3s/config.yaml': 'a: [\n' } })[0]).toMatch(
      /^stop: k3s does not start: .*config\.yaml/,
    );
  });

  test.each(['docker: true\n', 'container-runtime-endpoint: /run/x.sock\n'])(
    '%s: registries.yaml is not used',
    (config) => {
      const asked = { registries: PLAIN, files: { '/etc/rancher/k3s/config.yaml': config } };
      expect(asks(asked)[0]).toMatch(/^stop: k3s was started with another container runtime/);
    },
  );
});

describe('files that stop the agent', () => {
  test.each([
    ['a tab', 'mirrors:\n\t"reg:5000":\n', 2],
    ['a text for a list', 'mirrors:\n  "reg:5000":\n    endpoint: http://reg:5000\n', 3],
    ['a list for a table', 'mirrors:\n  - "reg:5000"\n', 1],
    ['a quoted switch', 'configs:\n  "reg:5000":\n    tls:\n      insecure_skip_verify: "true"\n', 4],
    ['no YAML', 'mirrors: [\n', 2],
    ['one word', 'nonsense\n', 1],
  ])('%s', (_, registries, line) => {
    expect(asks({ registries })[0]).toMatch(/^stop: k3s does not start: \/etc\/rancher\/k3s\/registries\.yaml: yaml: /);
    expect(noted({ registries }, 'config-parse-error').source.line).toBe(line);
  });

  test('an empty file is fine', () => {
    expect(asks({ registries: '' })).toEqual(['https://reg:5000/v2/a/manifests/1']);
  });
});

describe('files of an earlier start', () => {
  const config = `version = 3\n[plugins.'io.containerd.cri.v1.images']\nuse_local_image_pull = true\n[plugins.'io.containerd.cri.v1.images'.registry]\nconfig_path = "${ETC}/certs.d"\n`;
  const old = { [`${ETC}/config.toml`]: config };
  const running = { name: 'k3s-server', pid: 7, arguments: [], startedMs: 1000, environment: {} };
  const asked = { registries: PLAIN, files: old, modified: { [REGISTRIES]: 2000 }, host: { processes: [running] } };

  test('they decide, and a restart is the cure', () => {
    expect(asks(asked)).toEqual(['https://reg:5000/v2/a/manifests/1']);
    const { text, cure, source } = noted(asked, 'config-needs-restart');
    expect(text).toContain('systemctl restart k3s');
    expect(source.name).toBe(REGISTRIES);
    expect(asks({ ...asked, over: cure })[0]).toBe('http://reg:5000/v2/a/manifests/1');
  });

  test('a changed registries.yaml means a restart', () => {
    const over = [{ path: REGISTRIES, content: PLAIN.replace('http://reg:5000"', 'http://reg:80"') }];
    expect(asks({ ...asked, over })[0]).toBe('http://reg:80/v2/a/manifests/1?ns=reg%3A5000');
  });

  test('silent where they are what registries.yaml gives', () => {
    const fresh = {
      ...old,
      [`${ETC}/certs.d/reg:5000/hosts.toml`]:
        '# File generated by k3s. DO NOT EDIT.\nserver = "https://reg:5000/v2"\ncapabilities = ["pull", "resolve", "push"]\n[host]\n[host."http://reg:5000/v2"]\n  capabilities = ["pull", "resolve"]\n',
    };
    expect(planOf({ ...asked, files: fresh }).observations).toEqual([]);
    expect(asks({ ...asked, files: fresh })[0]).toBe('http://reg:5000/v2/a/manifests/1');
  });

  test('no word of a restart where the agent started after the change', () => {
    const later = { ...asked, host: { processes: [{ ...running, startedMs: 3000 }] } };
    expect(planOf(later).observations.map(({ code }) => code)).not.toContain('config-needs-restart');
  });

  test('a file broken since the start stops the next one only', () => {
    const broken = { ...asked, registries: 'mirrors: [\n' };
    expect(asks(broken)).toEqual(['https://reg:5000/v2/a/manifests/1']);
    expect(noted(broken, 'config-parse-error').text).toContain('does not start');
  });
});
