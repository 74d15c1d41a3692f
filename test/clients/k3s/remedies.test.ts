import { describe, expect, test } from 'vitest';
import { changedRegistries } from '../../../src/clients/k3s/edit.js';
import { A_CA, type Asked, asks, ETC, REGISTRIES, remediesOf } from './a-node.js';

const PLAIN = { kind: 'plain-http', port: null } as const;
const TRUST = { kind: 'trust', endpoint: 'reg:5000', pem: A_CA } as const;
const UNVERIFIED = { kind: 'unverified', endpoint: 'reg:5000' } as const;
const HTTPS = 'https://reg:5000/v2/a/manifests/1';
const HTTP = 'http://reg:5000/v2/a/manifests/1';

/** What is asked first with the first remedy laid over. */
function firstAsked(asked: Asked, goal: Parameters<typeof remediesOf>[1]): string | undefined {
  return asks({ ...asked, over: remediesOf(asked, goal)[0]?.files ?? [] })[0];
}

const KEPT =
  '# ours\nmirrors:\n    docker.io:\n        endpoint:\n        - https://cache  # fast\nconfigs:\n    cache:\n        auth:\n            username: u\n            password: s3cret\n';

describe('changes of registries.yaml', () => {
  test.each(['1.36.2', '1.30.4', '1.29.1', '1.26.12', '1.20.15'])('%s', (version) => {
    expect(firstAsked({ version }, PLAIN)).toBe(HTTP);
    expect(firstAsked({ version }, TRUST)).toBe(`${HTTPS} ca=/etc/rancher/k3s/reg_5000-ca.crt`);
    expect(firstAsked({ version }, UNVERIFIED)).toBe(`${HTTPS} unverified`);
  });

  test('none where the release doesn’t know the setting', () => {
    expect(remediesOf({ version: '0.9.1' }, PLAIN)).toEqual([]);
    expect(remediesOf({ version: '1.19.0' }, UNVERIFIED)).toEqual([]);
  });

  test.each([PLAIN, TRUST, UNVERIFIED])('every line there stays: %o', (goal) => {
    const [remedy] = remediesOf({ registries: KEPT }, goal);
    const content = remedy?.files.find(({ path }) => path === REGISTRIES)?.content ?? '';
    const lines = content.split('\n');
    expect(KEPT.split('\n').filter((line) => !lines.includes(line))).toEqual([]);
    expect(asks({ registries: KEPT, reference: 'nginx', over: remedy?.files ?? [] })[0]).toContain('login=cache');
  });

  test('the port where it answers', () => {
    const asked = { reference: 'reg.test/a:1' };
    expect(firstAsked(asked, { kind: 'plain-http', port: 5000 })).toBe(
      'http://reg.test:5000/v2/a/manifests/1?ns=reg.test',
    );
    expect(firstAsked(asked, { kind: 'plain-http', port: 80 })).toBe('http://reg.test/v2/a/manifests/1');
  });

  test('a CA of Docker Hub lies under docker.io', () => {
    expect(firstAsked({ reference: 'nginx' }, { ...TRUST, endpoint: 'registry-1.docker.io' })).toContain(
      'ca=/etc/rancher/k3s/docker.io-ca.crt',
    );
  });

  test('a CA trusted before stays trusted', () => {
    const asked = {
      registries: 'configs:\n  "reg:5000":\n    tls:\n      ca_file: /etc/old.crt\n',
      files: { '/etc/old.crt': A_CA },
    };
    const [remedy] = remediesOf(asked, TRUST);
    expect(remedy?.files[0]?.content?.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect(firstAsked(asked, TRUST)).toBe(`${HTTPS} ca=/etc/rancher/k3s/reg_5000-ca.crt`);
  });

  test('files of an earlier start don’t hide the effect', () => {
    const old = `version = 3\n[plugins.'io.containerd.cri.v1.images'.registry]\nconfig_path = "${ETC}/certs.d"\n`;
    const asked = { registries: 'mirrors:\n', files: { [`${ETC}/config.toml`]: old }, modified: { [REGISTRIES]: 5 } };
    expect(asks(asked)).toEqual([HTTPS]);
    expect(firstAsked(asked, PLAIN)).toBe(HTTP);
  });

  test('a file that says where it is elsewhere', () => {
    const asked = { files: { '/etc/rancher/k3s/config.yaml': 'private-registry: /srv/r.yaml\n' } };
    expect(remediesOf(asked, PLAIN)[0]?.files[0]?.path).toBe('/srv/r.yaml');
    expect(firstAsked(asked, PLAIN)).toBe(HTTP);
  });
});

describe('how it is taken in', () => {
  const agent = { name: 'k3s-agent', pid: 3, arguments: ['agent'], startedMs: 1, environment: {} };

  test.each<[what: string, asked: Asked, reload: RegExp]>([
    ['a server', {}, /^systemctl restart k3s \(/],
    ['an agent that runs', { host: { processes: [agent] } }, /^systemctl restart k3s-agent \(/],
    [
      'an agent by its unit',
      { files: { '/etc/systemd/system/k3s-agent.service': '' } },
      /^systemctl restart k3s-agent \(/,
    ],
    ['rke2', { client: 'rke2' }, /^systemctl restart rke2-server \(/],
    ['a node of k3d', { files: { '/etc/hostname': 'k3d-dev-agent-0\n' } }, /^docker restart k3d-dev-agent-0 \(/],
  ])('%s', (_, asked, reload) => {
    expect(remediesOf(asked, PLAIN)[0]?.reload).toMatch(reload);
  });

  test('a node of k3d gets the file when the cluster is made', () => {
    const asked = { files: { '/etc/hostname': 'k3d-dev-agent-0\n' } };
    expect(remediesOf(asked, PLAIN)[0]?.prose[0]).toContain('k3d cluster create NAME --registry-config FILE');
    expect(remediesOf({}, PLAIN)[0]?.prose).toEqual([]);
  });
});

describe('texts that take a change', () => {
  const change = {
    endpoints: [{ registry: 'reg:5000', url: 'http://reg:5000' }],
    tls: [{ host: 'reg:5000', caFile: '/ca.crt' }],
  };

  test.each([
    ['', 'mirrors:\n  "reg:5000":\n    endpoint:\n      - "http://reg:5000"\nconfigs:'],
    ['mirrors: {}\n', 'mirrors:'],
    ['mirrors: {"reg:5000": {endpoint: ["https://x"]}}\n', '["http://reg:5000", "https://x"]'],
    ['mirrors:\n  "reg:5000":\n', 'mirrors:\n  "reg:5000":\n    endpoint:\n'],
    [
      'mirrors:\n  reg:5000:\n    endpoint:\n    - https://x',
      '    endpoint:\n    - "http://reg:5000"\n    - https://x',
    ],
    ['{"mirrors": {"docker.io": {}}}', '"reg:5000": {"endpoint":["http://reg:5000"]}'],
  ])('%j', (text, part) => {
    expect(changedRegistries(text, change)).toContain(part);
  });

  test.each(['a: &a {b: 1}\nmirrors: *a\n', 'mirrors: [\n', 'mirrors:\n  reg:5000:\n    endpoint: text\n'])(
    'not %j',
    (text) => {
      expect(changedRegistries(text, change)).toBeNull();
    },
  );
});
