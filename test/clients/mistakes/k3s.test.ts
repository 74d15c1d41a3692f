import { describe, expect, test } from 'vitest';
import { A_CA, type Asked, asks, ETC, noted, notes, planOf, REGISTRIES } from '../k3s/a-node.js';

const URL = 'reg:5000/v2/a/manifests/1';
const HTTPS = `https://${URL}`;
const HTTP = `http://${URL}`;
const mirror = (key: string, endpoint: string): string =>
  `mirrors:\n  ${JSON.stringify(key)}:\n    endpoint:\n      - ${JSON.stringify(endpoint)}\n`;
const tls = (key: string, setting: string): string =>
  `configs:\n  ${JSON.stringify(key)}:\n    tls:\n      ${setting}\n`;

/** What is asked once the cure of an observation lies over the host. */
function cured(asked: Asked, code: Parameters<typeof noted>[1]): string[] {
  const { cure } = noted(asked, code);
  expect(cure).not.toEqual([]);
  return asks({ ...asked, over: cure });
}

describe('keys that are dropped without a word', () => {
  test.each<[key: string, registries: string, likely: string, line: number]>([
    ['endpoints', 'mirrors:\n  "reg:5000":\n    endpoints: ["http://reg:5000"]\n', 'endpoint', 3],
    ['Endpoint', 'mirrors:\n  "reg:5000":\n    Endpoint: ["http://reg:5000"]\n', 'endpoint', 3],
    ['mirror', 'mirror:\n  "reg:5000":\n    endpoint: ["http://reg:5000"]\n', 'mirrors', 1],
    ['mirrros', '# mine\nmirrros:\n  "reg:5000":\n    endpoint: ["http://reg:5000"]\n', 'mirrors', 2],
    ['Mirrors', 'Mirrors:\n  "reg:5000":\n    endpoint: ["http://reg:5000"]\n', 'mirrors', 1],
  ])('%s', (key, registries, likely, line) => {
    const { source, text } = noted({ registries }, 'config-unknown-key');
    expect(text).toMatch(new RegExp(`^${key} is not a key of .*; the key is ${likely}$`));
    expect(source).toMatchObject({ name: REGISTRIES, line });
    expect(asks({ registries })).toEqual([HTTPS]);
    expect(cured({ registries }, 'config-unknown-key')).toEqual([HTTP, HTTPS]);
  });

  test.each([
    ['caFile: /etc/ca.crt', 'ca_file', `${HTTPS} ca=/etc/ca.crt`],
    ['ca: /etc/ca.crt', 'ca_file', `${HTTPS} ca=/etc/ca.crt`],
    ['skip_verify: true', 'insecure_skip_verify', `${HTTPS} unverified`],
    ['insecure: true', 'insecure_skip_verify', `${HTTPS} unverified`],
    ['insecureSkipVerify: true', 'insecure_skip_verify', `${HTTPS} unverified`],
  ])('tls %s', (setting, likely, after) => {
    const asked = { registries: tls('reg:5000', setting), files: { '/etc/ca.crt': A_CA } };
    expect(noted(asked, 'config-unknown-key').text).toContain(`the key is ${likely}`);
    expect(asks(asked)).toEqual([HTTPS]);
    expect(cured(asked, 'config-unknown-key')).toEqual([after]);
  });

  test('settings of tls one table too high', () => {
    const asked = { registries: 'configs:\n  "reg:5000":\n    insecure_skip_verify: true\n' };
    expect(noted(asked, 'config-unknown-key').text).toContain('one level deeper: tls: insecure_skip_verify');
    expect(cured(asked, 'config-unknown-key')).toEqual([`${HTTPS} unverified`]);
  });

  test('insecure under a mirror', () => {
    const asked = { registries: 'mirrors:\n  "reg:5000":\n    insecure: true\n' };
    expect(cured(asked, 'config-unknown-key').slice(0, 2)).toEqual([`${HTTPS} unverified`, `${HTTP} unverified`]);
  });

  test('identitytoken: no secret in what is told', () => {
    const registries = 'configs:\n  "reg:5000":\n    auth:\n      identitytoken: s3cret\n';
    const found = noted({ registries }, 'config-unknown-key');
    expect(found.text).toContain('the key is identity_token');
    expect(JSON.stringify(planOf({ registries }))).not.toContain('s3cret');
  });
});

describe('names that match nothing', () => {
  test.each([
    ['a scheme', 'https://reg:5000', 'without a scheme'],
    ['no port', 'reg', 'the port belongs to the name'],
    ['another port', 'reg:5001', 'the port belongs to the name'],
    ['another case', 'REG:5000', 'exact case'],
    ['a path', 'reg:5000/team', 'without a path'],
  ])('a key of mirrors with %s', (_, key, why) => {
    const asked = { registries: mirror(key, 'http://reg:5000') };
    expect(noted(asked, 'config-ignored-wrong-path').text).toContain(why);
    expect(asks(asked)).toEqual([HTTPS]);
    expect(cured(asked, 'config-ignored-wrong-path')).toEqual([HTTP, HTTPS]);
  });

  test.each(['https://registry-1.docker.io', 'registry-1.docker.io', 'index.docker.io'])(
    'Docker Hub as %s, as k3d writes it for proxies',
    (key) => {
      const asked = { registries: mirror(key, 'http://k3d-cache:5000'), reference: 'nginx' };
      expect(noted(asked, 'config-ignored-wrong-path').text).toContain('looked up as docker.io');
      expect(asks(asked)).toHaveLength(1);
      expect(cured(asked, 'config-ignored-wrong-path')[0]).toBe(
        'http://k3d-cache:5000/v2/library/nginx/manifests/latest?ns=docker.io',
      );
    },
  );

  test('a key for another registry is nobody’s business', () => {
    expect(notes({ registries: mirror('other.test', 'http://other.test') })).toEqual([]);
  });
});

describe('settings under another name than the endpoint', () => {
  test.each([
    ['reg', 'https://reg:5000', 'reg:5000'],
    ['reg:5000', 'https://reg', 'reg'],
  ])('configs %s with endpoint %s', (key, endpoint, wanted) => {
    const registries = `${mirror('reg:5000', endpoint)}${tls(key, 'ca_file: /etc/ca.crt')}`;
    const asked = { registries, files: { '/etc/ca.crt': A_CA } };
    const { text, meant } = noted(asked, 'config-ignored-wrong-path');
    expect(text).toContain(`the key is ${wanted}`);
    expect(meant).toBe('trust');
    expect(cured(asked, 'config-ignored-wrong-path')[0]).toContain('ca=/etc/ca.crt');
  });

  test('the CA under the mirrored name, the endpoint is another host', () => {
    const registries = `${mirror('docker.io', 'https://cache.test')}${tls('docker.io', 'ca_file: /etc/ca.crt')}`;
    const asked = { registries, files: { '/etc/ca.crt': A_CA }, reference: 'nginx' };
    const { text, source } = noted(asked, 'config-ignored-wrong-path');
    expect(text).toContain('cache.test is what is contacted for images of docker.io');
    expect(source.line).toBe(8);
    expect(asks(asked)[0]).not.toContain('ca=');
    expect(cured(asked, 'config-ignored-wrong-path')[0]).toContain('ca=/etc/ca.crt');
  });

  test('a login under the name without its port', () => {
    const registries = `${mirror('reg:5000', 'https://reg:5000')}configs:\n  reg:\n    auth: {username: u, password: s3cret}\n`;
    const found = noted({ registries }, 'auth-near-miss');
    expect(found.edits).toEqual([{ path: REGISTRIES, pointer: '/configs/reg:5000', from: '/configs/reg' }]);
    expect(JSON.stringify(found)).not.toContain('s3cret');
    expect(asks({ registries })[0]).not.toContain('login');
  });

  test('configs without its port and no mirror', () => {
    const registries = tls('reg', 'insecure_skip_verify: true');
    expect(cured({ registries }, 'config-ignored-wrong-path')).toEqual([`${HTTPS} unverified`]);
  });

  test('nothing is told of the files that k3s writes itself', () => {
    const registries = `${mirror('reg:5000', 'http://reg:5000')}configs:\n  reg:\n    auth: {username: u, password: p}\n  other.test:\n    tls: {insecure_skip_verify: true}\n`;
    expect(planOf({ registries }).observations.filter(({ source }) => source.name.includes('certs.d'))).toEqual([]);
    expect(
      planOf({ registries: registries.replace(/^mirrors[\s\S]*?configs/, 'configs') }).observations.filter(
        ({ source }) => source.name.includes('certs.d'),
      ),
    ).toEqual([]);
  });

  test('no cure is written out of a file that holds a password', () => {
    const registries = `${mirror('reg:5000', 'https://reg:5000')}configs:\n  reg:\n    auth: {username: u, password: s3cret}\n    tls: {insecure_skip_verify: true}\n`;
    expect(noted({ registries }, 'config-ignored-wrong-path').cure).toEqual([]);
  });
});

describe('values that can do nothing', () => {
  test('insecure_skip_verify alone for a registry that speaks HTTP', () => {
    const registries = tls('reg:5000', 'insecure_skip_verify: true');
    expect(noted({ registries }, 'config-ignored-wrong-path').text).toContain(
      'plain HTTP needs an endpoint http://reg:5000',
    );
    expect(cured({ registries }, 'config-ignored-wrong-path').slice(0, 2)).toEqual([
      `${HTTPS} unverified`,
      `${HTTP} unverified`,
    ]);
  });

  test('a ca_file that is not there stops the pull', () => {
    const registries = tls('reg:5000', 'ca_file: /etc/nowhere.crt');
    expect(noted({ registries }, 'config-ignored-wrong-path')).toMatchObject({
      meant: 'trust',
      source: { name: REGISTRIES, line: 4 },
    });
    expect(asks({ registries })[0]).toMatch(/^stop: unable to read CA cert "\/etc\/nowhere\.crt"/);
  });

  test('a bare token under auth', () => {
    const registries = 'configs:\n  "reg:5000":\n    auth:\n      auth: c2VjcmV0dG9rZW4=\n';
    expect(noted({ registries }, 'auth-near-miss').text).toContain('invalid decoded auth');
    expect(asks({ registries })).toEqual([HTTPS]);
  });

  test('auths is deprecated', () => {
    const registries = 'auths:\n  "https://reg:5000":\n    username: u\n    password: s3cret\n';
    expect(noted({ registries }, 'config-deprecated').text).toContain('configs reg:5000 auth');
    expect(asks({ registries })).toEqual([HTTPS]);
  });

  test('localhost in a node of k3d', () => {
    const asked = {
      registries: mirror('reg:5000', 'http://localhost:5000'),
      files: { '/etc/hostname': 'k3d-dev-server-0\n' },
    };
    expect(noted(asked, 'config-conflict').text).toContain("the node's own container");
    expect(notes({ registries: asked.registries })).toEqual([]);
  });
});

describe('templates of one’s own', () => {
  const template = (text: string) => ({ [`${ETC}/config.toml.tmpl`]: text });
  const registries = mirror('reg:5000', 'http://reg:5000');

  test('without config_path registries.yaml is dead', () => {
    const asked = {
      version: '1.30.4',
      registries,
      files: template('version = 2\n[plugins."io.containerd.grpc.v1.cri"]\n  sandbox_image = "x"\n'),
    };
    expect(noted(asked, 'config-ignored-wrong-path').text).toContain('names no config_path');
    expect(asks(asked)).toEqual([HTTPS]);
    expect(cured(asked, 'config-ignored-wrong-path')).toEqual([HTTP, HTTPS]);
  });

  test('that takes in the base is fine', () => {
    const asked = {
      version: '1.30.4',
      registries,
      files: template(
        '{{ template "base" . }}\n[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.x]\n  runtime_type = "x"\n',
      ),
    };
    expect(asks(asked)).toEqual([HTTP, HTTPS]);
    expect(notes(asked)).toEqual([]);
  });

  test('with mirrors beside config_path nothing can be pulled', () => {
    const text = `version = 2
[plugins."io.containerd.grpc.v1.cri".registry]
  config_path = "{{ .NodeConfig.Containerd.Registry }}"
{{ range $k, $v := .PrivateRegistryConfig.Mirrors }}
[plugins."io.containerd.grpc.v1.cri".registry.mirrors."{{$k}}"]
  endpoint = [{{range $i, $j := $v.Endpoints}}{{if $i}}, {{end}}{{printf "%q" .}}{{end}}]
{{end}}
`;
    const asked = { version: '1.30.4', registries, files: template(text) };
    expect(asks(asked)[0]).toMatch(/^stop: .*mirrors.*config_path/);
    expect(noted(asked, 'config-conflict').source.name).toBe(`${ETC}/config.toml.tmpl`);
  });

  test('that leaves the logins out', () => {
    const text =
      'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\n  config_path = "{{ .NodeConfig.Containerd.Registry }}"\n';
    const asked = {
      version: '1.30.4',
      registries: 'configs:\n  "reg:5000":\n    auth: {username: u, password: p}\n',
      files: template(text),
    };
    expect(noted(asked, 'auth-near-miss').text).toContain("doesn't write out the logins");
    expect(asks(asked)).toEqual([HTTPS]);
  });

  test('config-v3.toml.tmpl counts from containerd 2 on', () => {
    const files = { [`${ETC}/config-v3.toml.tmpl`]: 'version = 3\n' };
    expect(notes({ version: '1.33.1', registries, files })[0]).toContain('names no config_path');
    expect(notes({ version: '1.30.4', registries, files })).toEqual([]);
  });
});

describe('files of other programs on a node', () => {
  test.each([
    ['/etc/containerd/certs.d/reg:5000/hosts.toml', '[host."http://reg:5000"]\n', HTTP],
    [
      '/etc/containers/registries.conf',
      '[[registry]]\nlocation = "reg:5000"\ninsecure = true\n',
      `${HTTPS} unverified`,
    ],
    ['/etc/docker/daemon.json', '{"insecure-registries": ["reg:5000"]}\n', `${HTTPS} unverified`],
  ])('%s', (path, text, first) => {
    const asked = { files: { [path]: text } };
    expect(asks(asked)).toEqual([HTTPS]);
    expect(noted(asked, 'config-ignored-wrong-path').meant).toBe('insecure');
    expect(cured(asked, 'config-ignored-wrong-path')[0]).toBe(first);
  });

  test('a CA for containerd of its own', () => {
    const asked = { files: { '/etc/docker/certs.d/reg:5000/ca.crt': A_CA } };
    expect(noted(asked, 'config-ignored-wrong-path').meant).toBe('trust');
    expect(cured(asked, 'config-ignored-wrong-path')).toEqual([`${HTTPS} ca=/etc/docker/certs.d/reg:5000/ca.crt`]);
  });

  test('silent where registries.yaml speaks of the registry', () => {
    const files = { '/etc/docker/daemon.json': '{"insecure-registries": ["reg:5000"]}\n' };
    expect(notes({ registries: mirror('reg:5000', 'http://reg:5000'), files })).toEqual([]);
  });
});

describe('hosts files by hand in the generated directory', () => {
  const files = { [`${ETC}/certs.d/reg:5000/hosts.toml`]: '[host."http://reg:5000"]\n' };

  test('are emptied at every start before September 2024', () => {
    expect(noted({ version: '1.30.4', files }, 'config-conflict').text).toContain('empties certs.d at every start');
    expect(asks({ version: '1.30.4', files })).toEqual([HTTPS]);
  });

  test('stay from then on', () => {
    expect(asks({ version: '1.30.5', files })[0]).toBe(HTTP);
  });
});
