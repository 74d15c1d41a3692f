import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactFile } from '../../src/host/redact.js';
import { redactEnvironment } from '../../src/host/redact-environment.js';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const REDACTED_AUTH = base64('redacted:redacted');
const redact = (text: string) => redactFile('/x', text);

describe('redactFile, auth JSON', () => {
  test('keeps lines, layout and everything that is no secret', () => {
    const text = `{\n\t"auths": {\n\t\t"reg:5000": {"auth": "${base64('me:s3cret')}", "email": "a@b"},\n\t\t"other": {"identitytoken": "s3cret", "registrytoken": "s3cret",\n "username": "s3cret", "password": "s3cret"}\n\t},\n\t"credsStore": "pass",\n\t"HttpHeaders": {"X-Meta": "s3cret"}\n}\n`;
    expect(redact(text)).toBe(
      `{\n\t"auths": {\n\t\t"reg:5000": {"auth": "${REDACTED_AUTH}", "email": "a@b"},\n\t\t"other": {"identitytoken": "redacted", "registrytoken": "redacted",\n "username": "redacted", "password": "redacted"}\n\t},\n\t"credsStore": "pass",\n\t"HttpHeaders": {"X-Meta": "redacted"}\n}\n`,
    );
  });

  test.each([
    ['well formed', base64('me:s3cret'), REDACTED_AUTH],
    ['with a line break, as `echo` leaves it', base64('me:s3cret\n'), base64('redacted:redacted\n')],
    ['without a colon', base64('s3cret'), base64('redacted')],
    ['not base64', 'me:s3cret', 'redacted, was not base64'],
    ['empty', '', ''],
  ])('an auth value %s stays so', (_, auth, shown) => {
    expect(JSON.parse(redact(JSON.stringify({ auths: { r: { auth } } })))).toEqual({ auths: { r: { auth: shown } } });
  });

  test('the old .dockercfg and keys in any case or spelling', () => {
    expect(redact('{"r":{"\\u0061UTH":"czNjcmV0OnMzY3JldA==","email":"x"}}')).toBe(
      `{"r":{"\\u0061UTH":"${REDACTED_AUTH}","email":"x"}}`,
    );
  });

  test.each([
    ['{"auths": {"r": {"auth": "czNjcmV0OnMzY3JldA==",}}', '{"auths": {"x": {"auth": "xxxxxxxxxxxxxxxxxxxx",}}'],
    ['{"auth": "s3cret', '{"auth": "xxxxxx'],
    ["{'password': 's3cret'}", '{xxxxxxxxxx: xxxxxxxx}'],
    ['{"auths": {"s3cret"}}', '{"auths": {"xxxxxx"}}'],
    ['{\n  s3cret\n}', '{\n  xxxxxx\n}'],
  ])('of broken JSON only the structure stays, equally broken: %s', (text, shown) => {
    expect(redact(text)).toBe(shown);
  });
});

describe('redactFile, other files', () => {
  test.each([
    [
      'TOML',
      'x = 1\npassword = "s3cret" # why\nauth = \'czNjcmV0OnMzY3JldA==\'\n',
      `x = 1\npassword = "redacted" # why\nauth = '${REDACTED_AUTH}'\n`,
    ],
    [
      'TOML inline',
      'auth = { username = "s3cret", password = "s3cret" }',
      'auth = { username = "redacted", password = "redacted" }',
    ],
    ['TOML over lines', 'token = """\ns3cret\n"""\ny = 1', 'token = """redacted"""\n\n\ny = 1'],
    [
      'hosts.toml headers',
      '[host."h".header]\nauthorization = ["x"]\nAuthorization = "Basic s3cret"\nx-api-key = "s3cret"',
      '[host."h".header]\nauthorization = ["redacted"]\nAuthorization = "redacted"\nx-api-key = "redacted"',
    ],
    [
      'YAML',
      'configs:\n  r:\n    auth:\n      username: s3cret\n      password: s3 cret#1,2}\n      identity_token: "s3cret"\n',
      'configs:\n  r:\n    auth:\n      username: redacted\n      password: redacted\n      identity_token: "redacted"\n',
    ],
    [
      'YAML flow',
      'auth: {username: s3cret, password: s3cret}\nnext: [1]',
      'auth: {username: redacted, password: redacted}\nnext: [1]',
    ],
    ['bare, with a comment', 'token: s3cret # why', 'token: redacted'],
    ['YAML block', 'password: |\n  s3cret\n  s3cret\nnext: 1\n', 'password: redacted\n\n\nnext: 1\n'],
    ['YAML below', 'password:\n  s3cret\nnext: 1\n', 'password:\n  redacted\nnext: 1\n'],
    ['systemd', 'Environment=REGISTRY_PASSWORD=s3cret\n', 'Environment=REGISTRY_PASSWORD=redacted\n'],
    [
      'proxy URL',
      'Environment="HTTPS_PROXY=http://me:s3@cret@proxy:3128/"',
      'Environment="HTTPS_PROXY=http://redacted@proxy:3128/"',
    ],
    ['token in a URL', 'endpoint: https://s3cret@reg.example', 'endpoint: https://redacted@reg.example'],
  ])('%s', (_, text, shown) => {
    expect(redact(text)).toBe(shown);
  });

  test.each([
    '[[registry]]\nlocation = "reg.example:5000"\ninsecure = true\n',
    'image: https://reg:5000/img@sha256:abc\n',
    '{"insecure-registries": ["reg:5000"], "auths": {}, "credHelpers": {"r": "ecr-login"}}',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
    '[plugins."io.containerd.grpc.v1.cri".registry.configs."r".auth]\n',
    'short-name-mode = "enforcing"\ncredential-helpers = ["containers-auth.json"]\n',
  ])('%j holds no secret and stays as it is', (text) => {
    expect(redact(text)).toBe(text);
  });

  test.each(['RSA PRIVATE KEY', 'PRIVATE KEY', 'EC PRIVATE KEY', 'ENCRYPTED PRIVATE KEY', 'OPENSSH PRIVATE KEY'])(
    'a %s goes, its lines stay',
    (kind) => {
      const text = `a: 1\n-----BEGIN ${kind}-----\ns3cret\ns3cret\n-----END ${kind}-----\nb: 2\n`;
      expect(redact(text)).toBe('a: 1\n[private key removed]\n\n\n\nb: 2\n');
    },
  );

  test('a private key cut short, or in JSON, goes too', () => {
    expect(redact('-----BEGIN PRIVATE KEY-----\ns3cret')).not.toContain('s3cret');
    expect(redact('{"key": "-----BEGIN PRIVATE KEY-----\\ns3cret\\n-----END PRIVATE KEY-----\\n", "a": 1}')).toBe(
      '{"key": "[private key removed]\\n", "a": 1}',
    );
  });

  test('never changes the number of lines', () => {
    const line = fc.constantFrom(
      'password: "x',
      'auth = """',
      'token: |',
      '  y',
      '{"auth":',
      '"x"}',
      '//u:p@h',
      '-----BEGIN PRIVATE KEY-----',
      '-----END PRIVATE KEY-----',
      '',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 10 }), (lines) => {
        expect(redact(lines.join('\n')).split('\n')).toHaveLength(Math.max(lines.length, 1));
      }),
    );
  });
});

describe('redactEnvironment', () => {
  test('only what decisions read leaves, proxies without password', () => {
    expect(
      redactEnvironment({
        HOME: '/root',
        XDG_RUNTIME_DIR: '/run/user/0',
        https_proxy: 'http://me:s3/cr@et@proxy:3128',
        HTTP_PROXY: 'me:s3cret@proxy:3128',
        NO_PROXY: '.svc,10.0.0.0/8',
        CONTAINERS_REGISTRIES_CONF: '/x',
        CONTAINER_REGISTRIES_CONF_DIR: '/y',
        GODEBUG: 'netdns=go',
        KUBERNETES_SERVICE_HOST: '10.96.0.1',
        AWS_SECRET_ACCESS_KEY: 's3cret',
        PATH: '/bin',
        DOCKER_AUTH_CONFIG: `{"auths":{"reg:5000":{"auth":"${Buffer.from('me:s3cret').toString('base64')}"}}}`,
        REGISTRY_PASSWORD: 's3cret',
      }),
    ).toEqual({
      HOME: '/root',
      XDG_RUNTIME_DIR: '/run/user/0',
      https_proxy: 'http://redacted@proxy:3128',
      HTTP_PROXY: 'redacted@proxy:3128',
      NO_PROXY: '.svc,10.0.0.0/8',
      CONTAINERS_REGISTRIES_CONF: '/x',
      CONTAINER_REGISTRIES_CONF_DIR: '/y',
      GODEBUG: 'netdns=go',
      KUBERNETES_SERVICE_HOST: '10.96.0.1',
      PATH: '/bin',
      DOCKER_AUTH_CONFIG: `{"auths":{"reg:5000":{"auth":"${Buffer.from('redacted:redacted').toString('base64')}"}}}`,
    });
    expect(redactEnvironment({ DOCKER_AUTH_CONFIG: 's3cret' })).toEqual({ DOCKER_AUTH_CONFIG: 'redacted' });
  });
});
