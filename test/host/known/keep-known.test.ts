import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keepKnownFlags } from '../../../src/host/known/command-line.js';
import { redactFile } from '../../../src/host/redact.js';

/** As it goes into a report. */
const saved = (path: string, text: string) => redactFile(path, text, [], 'removed');

describe('what a saved file keeps: values of known keys, and what can be no secret', () => {
  test.each([
    [
      'TOML: a key nobody reads here',
      '/etc/containerd/config.toml',
      'version = 2\n[plugins."x".y]\n  endpoint = ["https://reg.example:5000"]\n  api_pass = "s3cret"\n  threads = 4\n  dir = "/var/lib/x"\n  words = [\n    "s3cret",\n  ]\n',
      'version = 2\n[plugins."x".y]\n  endpoint = ["https://reg.example:5000"]\n  api_pass = "redacted"\n  threads = 4\n  dir = "/var/lib/x"\n  words = [\n    "redacted",\n  ]\n',
    ],
    [
      'TOML: inline tables and short names',
      '/etc/containers/registries.conf',
      'x = { hello = "s3cret", insecure = true }\n[aliases]\n"busybox" = "docker.io/library/busybox"\n',
      'x = { hello = "redacted", insecure = true }\n[aliases]\n"busybox" = "docker.io/library/busybox"\n',
    ],
    [
      'YAML: k3s with its token, its datastore and its arguments',
      '/etc/rancher/k3s/config.yaml',
      'token: s3cret\ndatastore-endpoint: "mysql://u:s3cret@tcp(db)/k"\nvpn-auth: name=x,joinKey=s3cret\nnode-name: node1\nkube-apiserver-arg:\n  - "basic=s3cret"\nnotes: |\n  s3cret\n  s3cret\ndebug: true\n',
      'token: redacted\ndatastore-endpoint: "redacted"\nvpn-auth: redacted, was not base64\nnode-name: node1\nkube-apiserver-arg:\n  - "redacted"\nnotes: |\n  redacted\n  redacted\ndebug: true\n',
    ],
    [
      'YAML: rewrites and endpoints stay',
      '/etc/rancher/k3s/registries.yaml',
      'mirrors:\n  docker.io:\n    endpoint: ["https://m.example/v2?token=s3cret"]\n    rewrite:\n      "^rancher/(.*)": "proxy/rancher/$1"\n',
      'mirrors:\n  docker.io:\n    endpoint: ["https://m.example/v2?token=redacted"]\n    rewrite:\n      "^rancher/(.*)": "proxy/rancher/$1"\n',
    ],
    [
      'JSON: keys that docker does not say anything with',
      '/root/.docker/config.json',
      '{"auths": {}, "credsStore": "pass", "plugins": {"x": {"apikey2": "s3cret", "on": true}}, "notes": ["s3cret"], "credHelpers": {"reg": "ecr-login"}}',
      '{"auths": {}, "credsStore": "pass", "plugins": {"x": {"apikey2": "redacted", "on": true}}, "notes": ["redacted"], "credHelpers": {"reg": "ecr-login"}}',
    ],
    [
      'a unit: words of its command, its variables',
      '/etc/systemd/system/k3s.service',
      "[Service]\nEnvironment=HTTPS_PROXY=http://p:3128 AWS_KEY=s3cret\nEnvironment=\"MY_THING=s3cret\"\nExecStart=/usr/local/bin/k3s \\\n    server \\\n\t'--token' \\\n\t's3cret' --node-name n1\n",
      "[Service]\nEnvironment=HTTPS_PROXY=http://p:3128 AWS_KEY=redacted\nEnvironment=\"MY_THING=redacted\"\nExecStart=/usr/local/bin/k3s \\\n    server \\\n\t'--token' \\\n\t'redacted' --node-name n1\n",
    ],
    [
      'an environment file',
      '/etc/default/docker',
      'DOCKER_OPTS="--dns 10.0.0.1 --log-opt splunk=s3cret --insecure-registry reg:5000"\nexport FOO=s3cret\nHTTPS_PROXY=http://u:s3cret@p:3128\ns3cret\n',
      'DOCKER_OPTS="--dns 10.0.0.1 --log-opt redacted --insecure-registry reg:5000"\nexport FOO=redacted\nHTTPS_PROXY=http://redacted@p:3128\nredacted\n',
    ],
    ['a file that is nothing but a secret', '/etc/crio/auth', 's3cret\n', 'redacted\n'],
    [
      'between certificates',
      '/etc/containers/certs.d/r/ca.crt',
      'Bag: s3cret\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\ns3cret\n',
      '\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n\n',
    ],
    ['accounts', '/etc/passwd', 'root:s3cret:0:0:Ruth Example:/root:/bin/sh\n', 'x:x:0:0::/root:\n'],
    [
      'names and addresses stay, comments go but those of programs',
      '/etc/hosts',
      '# Kubernetes-managed hosts file.\n127.0.0.1 localhost # s3cret\n# s3cret\n10.0.0.7\treg.example reg\n',
      '# Kubernetes-managed hosts file.\n127.0.0.1 localhost # [comment removed]\n# [comment removed]\n10.0.0.7\treg.example reg\n',
    ],
    [
      'name servers',
      '/etc/resolv.conf',
      'nameserver 10.0.0.53\nsearch a.example\noptions ndots:5\ns3cret = 1\n',
      'nameserver 10.0.0.53\nsearch a.example\noptions ndots:5\n\n',
    ],
    [
      'comments of a configuration',
      '/etc/containers/registries.conf',
      '# ask bob: s3cret\n[[registry]] # s3cret\nlocation = "reg#1" # s3cret\n#\n',
      '# [comment removed]\n[[registry]] # [comment removed]\nlocation = "reg#1" # [comment removed]\n#\n',
    ],
  ])('%s', (_, path, text, shown) => {
    expect(saved(path, text)).toBe(shown);
    expect(saved(path, shown), 'what is redacted stays as it is').toBe(shown);
  });

  test('whatever stands under a key that nobody knows, in whatever form, is gone; lines stay', () => {
    const secret = fc.stringMatching(/^[a-z]{3}S3cRet[a-z0-9]{2,8}$/);
    const form = fc.constantFrom<(s: string) => string>(
      (s) => `unheard = "${s}"`,
      (s) => `unheard: ${s}`,
      (s) => `unheard: '${s}'`,
      (s) => `unheard:\n  - ${s}\n  - "${s}"`,
      (s) => `unheard: |\n  ${s}\n  more ${s}`,
      (s) => `unheard = """\n${s}\n"""`,
      (s) => `unheard = ["${s}", '${s}']`,
      (s) => `unheard = { a = "${s}", b = ["${s}"] }`,
      (s) => `unheard: {a: ${s}, b: [${s}, x ${s}]}`,
      (s) => `unheard = "${s}`,
      (s) => `unheard = [ "${s}"`,
      (s) => `unheard = ${s} ${s}`,
      (s) => `${s}`,
      (s) => `[t]\n  unheard = "${s}" # ${s}`,
      (s) => `- unheard: ${s}`,
      (s) => `- - ${s}`,
      (s) => `UNHEARD=${s}`,
      (s) => `ExecStart=/bin/x --unheard ${s} --unheard=${s} ${s}`,
      (s) => `Environment=UNHEARD=${s}`,
    );
    const path = fc.constantFrom(
      '/etc/x.conf',
      '/etc/x.yaml',
      '/etc/x.toml',
      '/etc/default/x',
      '/etc/systemd/system/x.service',
      '/x',
    );
    fc.assert(
      fc.property(secret, fc.array(form, { minLength: 1, maxLength: 5 }), path, (word, forms, where) => {
        const text = forms.map((each) => each(word)).join('\n');
        const shown = saved(where, text);
        expect(shown).not.toContain(word);
        expect(shown.split('\n')).toHaveLength(text.split('\n').length);
      }),
      { endOnFailure: true, numRuns: 500 },
    );
  });

  test('hostile texts take no time', () => {
    for (const text of [
      '['.repeat(20_000),
      '{'.repeat(20_000),
      '"'.repeat(20_001),
      'a: '.repeat(20_000),
      '- '.repeat(20_000),
      'a = [\n'.repeat(5000),
      `${' '.repeat(40_000)}x`,
      '\\'.repeat(20_000),
      'x='.repeat(20_000),
    ]) {
      const before = process.cpuUsage().user;
      saved('/etc/x.conf', text);
      expect(process.cpuUsage().user - before).toBeLessThan(2_000_000);
    }
  });
});

test.each([
  ['--insecure-registry reg:5000 --log-level debug', '--insecure-registry reg:5000 --log-level debug'],
  [
    '/usr/bin/dockerd -H fd:// --x \'s3cret\' --y=s3cret "--z=s3 cret"',
    '/usr/bin/dockerd -H fd:// --x \'redacted\' --y=redacted "--z=redacted"',
  ],
  ['$DOCKER_OPTS s3cret', '$DOCKER_OPTS redacted'],
])('a command line: %s', (line, shown) => {
  expect(keepKnownFlags(line)).toBe(shown);
});
