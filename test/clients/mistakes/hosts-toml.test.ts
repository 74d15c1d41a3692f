import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../src/clients/client.js';
import { hostsFor } from '../../../src/clients/containerd/hosts.js';
import { allHostsObservations, hostsObservations } from '../../../src/clients/containerd/hosts-observations.js';
import type { Host } from '../../../src/host/host.js';
import { hostWithFiles } from '../../../src/host/overlay.js';
import { aHost } from '../a-host.js';

const ROOT = '/etc/containerd/certs.d';
const DIRECTORY = `${ROOT}/reg:5000`;
const HOSTS = `${DIRECTORY}/hosts.toml`;
const PEM = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
const HTTP = '[host."http://reg:5000"]\n';

interface Asked {
  readonly registry?: string;
  readonly version?: string;
  readonly roots?: readonly string[];
  readonly directories?: readonly string[];
}

function hostOf(files: Readonly<Record<string, string>>, { directories = [] }: Asked = {}): Host {
  return aHost(files, { directories });
}

function seen(files: Readonly<Record<string, string>>, asked: Asked = {}): readonly Observation[] {
  const { registry = 'reg:5000', version = '2.3.4', roots = [ROOT] } = asked;
  return hostsObservations({ host: hostOf(files, asked), version, roots, registry });
}

/** Code, place and the host list that the cure brings, or null where there is none. */
function told(files: Readonly<Record<string, string>>, asked: Asked = {}): unknown[] {
  const { registry = 'reg:5000', version = '2.3.4', roots = [ROOT] } = asked;
  return seen(files, asked).map(({ code, source, meant, cure }) => {
    const host = hostWithFiles(hostOf(files, asked), [...cure]);
    const hosts = hostsFor(host, version, roots, registry).hosts.map((each) => `${each.scheme}://${each.host}`);
    const place = source.line === null ? source.name : `${source.name}:${source.line}`;
    return [code, place.replace(`${ROOT}/`, ''), meant, cure.length === 0 ? null : hosts.join(' ')];
  });
}

describe('a sound set-up says nothing', () => {
  test.each([
    ['no file at all', {}],
    [
      'a mirror of Docker Hub',
      {
        [`${ROOT}/docker.io/hosts.toml`]:
          'server = "https://registry-1.docker.io"\n[host."https://mirror"]\n  capabilities = ["pull", "resolve"]\n',
      },
    ],
    ['plain http as it should be', { [HOSTS]: 'server = "http://reg:5000"\n[host."http://reg:5000"]\n' }],
    [
      'a CA at both places',
      {
        [HOSTS]: 'server = "https://reg:5000"\nca = "ca.crt"\n[host."https://reg:5000"]\nca = "ca.crt"\n',
        [`${DIRECTORY}/ca.crt`]: PEM,
      },
    ],
    ['certificates only', { [`${DIRECTORY}/ca.crt`]: PEM }],
    [
      'other registries',
      {
        [`${ROOT}/other:5000/hosts.toml`]: '[host."http://other:5000"]\n',
        [`${ROOT}/reg.example/hosts.toml`]: 'server = "https://x"\n',
      },
    ],
    ['a registry whose name begins alike', { [`${ROOT}/reg5/hosts.toml`]: 'server = "https://x"\n' }],
    [
      'headers, rewrites and limits',
      {
        [HOSTS]:
          'server = "https://reg:5000"\ndial_timeout = "3s"\n[header]\nx = "y"\n[host."https://a"]\noverride_path = true\n[host."https://a".rewrite]\n"a" = "b"\n',
      },
    ],
  ])('%s', (_, files) => {
    expect(told(files)).toEqual([]);
    expect(told(files, { registry: 'docker.io' })).toEqual([]);
  });
});

describe('a file that is refused', () => {
  const CODE = 'config-parse-error';
  test.each<[string, string, Asked, unknown[]]>([
    [
      'server alone, before 1.7.32',
      'server = "http://reg:5000"\n',
      { version: '1.7.20' },
      [CODE, 'reg:5000/hosts.toml:1', 'insecure', 'http://reg:5000'],
    ],
    [
      'a quoted boolean',
      '[host."https://reg:5000"]\nskip_verify = "true"\n',
      {},
      [CODE, 'reg:5000/hosts.toml:2', 'insecure', 'https://reg:5000 https://reg:5000'],
    ],
    [
      'capabilities as a text',
      '[host."https://mirror"]\ncapabilities = "pull, resolve"\n',
      {},
      [CODE, 'reg:5000/hosts.toml:2', 'mirror', 'https://mirror https://reg:5000'],
    ],
    [
      'referrers before 2.2',
      '[host."https://mirror"]\ncapabilities = ["pull", "resolve", "referrers"]\n',
      { version: '1.7.34' },
      [CODE, 'reg:5000/hosts.toml:2', 'mirror', 'https://mirror https://reg:5000'],
    ],
    [
      'an unknown capability',
      '[host."https://mirror"]\ncapabilities = ["read"]\n',
      {},
      [CODE, 'reg:5000/hosts.toml:2', 'mirror', 'https://mirror https://reg:5000'],
    ],
    [
      'a limit without unit',
      'server = "https://reg:5000"\ndial_timeout = 5\n',
      {},
      [CODE, 'reg:5000/hosts.toml:2', 'mirror', 'https://reg:5000'],
    ],
    ['a number for ca', 'ca = 1\n', {}, [CODE, 'reg:5000/hosts.toml:1', 'trust', null]],
    ['no TOML', 'server = \n', {}, [CODE, 'reg:5000/hosts.toml:1', 'mirror', null]],
  ])('%s', (_, text, asked, expected) => expect(told({ [HOSTS]: text }, asked)).toEqual([expected]));

  test('two mistakes are corrected together', () => {
    const text = 'skip_verify = "true"\n[host."https://mirror"]\ncapabilities = "pull"\noverride_path = "false"\n';
    expect(seen({ [HOSTS]: text })[0]?.cure[0]?.content).toBe(
      'skip_verify = true\n[host."https://mirror"]\ncapabilities = ["pull"]\noverride_path = false\n',
    );
  });

  test('the text says what containerd does then', () => {
    expect(seen({ [HOSTS]: 'server = "http://reg:5000"\n' }, { version: '1.7.20' })[0]?.text).toContain(
      'without any [host] table',
    );
  });
});

describe('settings that undo each other', () => {
  const CODE = 'config-conflict';
  test('plain http in [host], and no server: https comes after it', () => {
    expect(told({ [HOSTS]: HTTP })).toEqual([
      [CODE, 'reg:5000/hosts.toml:1', 'insecure', 'http://reg:5000 http://reg:5000'],
    ]);
  });

  test.each([
    ['no server', '[host."https://reg:5000"]\nca = "ca.crt"\n', 2, 'trust'],
    [
      'a server of the same name',
      'server = "https://reg:5000"\n[host."https://reg:5000"]\nca = "ca.crt"\n',
      3,
      'trust',
    ],
    ['verification', '[host."https://reg:5000"]\nskip_verify = true\n', 2, 'insecure'],
  ])('TLS settings in [host] only, %s', (_, text, line, meant) => {
    const [observation, ...more] = seen(
      meant === 'trust' ? { [HOSTS]: text, [`${DIRECTORY}/ca.crt`]: PEM } : { [HOSTS]: text },
    );
    expect(more).toEqual([]);
    expect([observation?.code, observation?.source.line, observation?.meant]).toEqual([CODE, line, meant]);
    expect(observation?.cure[0]?.content).toMatch(/^(ca = "ca\.crt"|skip_verify = true)\n/);
  });

  test('the only mirror may not resolve tags', () => {
    const [observation] = seen({ [HOSTS]: '[host."https://mirror"]\ncapabilities = ["pull"]\n' });
    expect(observation).toMatchObject({ code: CODE, meant: 'mirror', source: { line: 2 } });
    expect(observation?.cure[0]?.content).toBe('[host."https://mirror"]\ncapabilities = ["pull", "resolve"]\n');
  });

  test('hosts that 2.x does not see', () => {
    const text = 'host = { "http://cache" = { capabilities = ["pull", "resolve"] } }\n';
    expect(told({ [HOSTS]: text }, { version: '1.7.34' })).toEqual([]);
    expect(told({ [HOSTS]: text })).toEqual([
      ['config-unknown-key', 'reg:5000/hosts.toml:1', 'insecure', 'http://cache https://reg:5000'],
    ]);
  });

  test('a certificate beside a hosts.toml that does not name it', () => {
    const files = { [HOSTS]: 'server = "https://reg:5000"\n', [`${DIRECTORY}/ca.crt`]: PEM };
    expect(told(files)).toEqual([[CODE, 'reg:5000/ca.crt', 'trust', 'https://reg:5000']]);
    expect(seen(files)[0]?.cure).toEqual([{ path: HOSTS, content: 'ca = ["ca.crt"]\nserver = "https://reg:5000"\n' }]);
  });

  test('an empty directory hides `_default`', () => {
    const files = { [`${ROOT}/_default/hosts.toml`]: '[host."http://cache"]\n' };
    expect(told(files, { directories: [DIRECTORY] })).toEqual([
      [CODE, 'reg:5000', 'insecure', 'http://cache https://reg:5000'],
    ]);
  });
});

describe('unknown keys', () => {
  test.each([
    ['insecure = true', 'skip_verify = true', 'insecure'],
    ['skip-verify = "true"', 'skip_verify = true', 'insecure'],
    ['insecure_skip_verify = true', 'skip_verify = true', 'insecure'],
    ['ca_file = "/etc/x.pem"', 'ca = "/etc/x.pem"', 'trust'],
    ['cacert = ["/etc/x.pem"]', 'ca = ["/etc/x.pem"]', 'trust'],
    ['overridepath = true', 'override_path = true', 'other'],
  ])('%s', (line, right, meant) => {
    const files = { [HOSTS]: `server = "https://reg:5000"\n[host."https://mirror"]\n  ${line}\n`, '/etc/x.pem': PEM };
    const [observation] = seen(files);
    expect(observation).toMatchObject({ code: 'config-unknown-key', meant, source: { name: HOSTS, line: 3 } });
    expect(observation?.text).toContain(`the key is ${right.split(' ')[0]}`);
    expect(observation?.cure[0]?.content).toContain(right);
    expect(observation?.cure[0]?.content).not.toContain(line);
  });

  test.each(['endpoint = ["http://x"]', 'username = "u"', 'plain_http = true'])('%s has no likely one', (line) => {
    expect(seen({ [HOSTS]: `server = "https://reg:5000"\n${line}\n` })).toMatchObject([
      { code: 'config-unknown-key', cure: [] },
    ]);
  });

  test('server within a [host]', () => {
    const [observation] = seen({ [HOSTS]: '[host."https://mirror"]\nserver = "http://reg:5000"\n' });
    expect(observation?.text).toContain('before the first [host]');
  });

  test('a password is not repeated', () => {
    expect(
      JSON.stringify(seen({ [HOSTS]: 'server = "https://reg:5000"\npassword = "hunter2"\ninsecure = true\n' })),
    ).not.toContain('hunter2');
  });
});

describe('directories of another name', () => {
  const CODE = 'config-ignored-wrong-path';
  test.each<[directory: string, registry: string]>([
    ['registry-1.docker.io', 'docker.io'],
    ['index.docker.io', 'docker.io'],
    ['hub.docker.com', 'docker.io'],
    ['reg', 'reg:5000'],
    ['reg:443', 'reg'],
    ['reg_5000', 'reg:5000'],
    ['reg-5000', 'reg:5000'],
    ['reg:5001', 'reg:5000'],
    ['REG:5000', 'reg:5000'],
    ['https:/reg:5000', 'reg:5000'],
    ['http:/reg:5000', 'reg:5000'],
    ['10.0.0.0/24', '10.0.0.7:5000'],
    ['*', 'reg:5000'],
    ['*.example.com', 'reg.example.com'],
  ])('%s for %s', (directory, registry) => {
    const files = { [`${ROOT}/${directory}/hosts.toml`]: 'server = "http://new"\n[host."http://new"]\n' };
    expect(told(files, { registry })).toEqual([[CODE, directory, 'insecure', 'http://new http://new']]);
    expect(seen(files, { registry })[0]?.cure[0]?.path).toBe(`${ROOT}/${registry}/hosts.toml`);
  });

  test('another network is another’s', () => {
    expect(told({ [`${ROOT}/10.1.0.0/24/hosts.toml`]: HTTP }, { registry: '10.0.0.7:5000' })).toEqual([]);
  });

  test('certificates go along, keys do not', () => {
    const files = {
      [`${ROOT}/reg/ca.crt`]: PEM,
      [`${ROOT}/reg/c.key`]: '-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n',
    };
    const [observation] = seen(files);
    expect(observation).toMatchObject({ code: CODE, meant: 'trust' });
    expect(observation?.cure).toEqual([{ path: `${DIRECTORY}/ca.crt`, content: PEM }]);
  });

  test('a directory of the right name makes the others nobody’s business', () => {
    expect(
      told({ [`${ROOT}/reg/hosts.toml`]: HTTP, [HOSTS]: 'server = "http://reg:5000"\n[host."http://reg:5000"]\n' }),
    ).toEqual([]);
  });

  test('docker’s and podman’s directories', () => {
    expect(told({ '/etc/docker/certs.d/reg:5000/ca.crt': PEM })).toEqual([
      [CODE, '/etc/docker/certs.d/reg:5000', 'trust', 'https://reg:5000'],
    ]);
    expect(told({ '/etc/docker/certs.d/reg:5000/ca.crt': PEM }, { roots: [ROOT, '/etc/docker/certs.d'] })).toEqual([]);
  });

  test('a later root, hidden by what the first one has', () => {
    const files = {
      '/a/_default/hosts.toml': '[host."https://cache"]\n',
      '/b/reg:5000/hosts.toml': 'server = "http://new"\n',
    };
    expect(told(files, { roots: ['/a', '/b'] })).toEqual([[CODE, '/b/reg:5000', 'insecure', 'http://new']]);
  });
});

describe('files of another name', () => {
  const CODE = 'config-ignored-wrong-path';
  test.each(['host.toml', 'hosts.conf', 'hosts.tml', 'hosts.toml.txt', 'registry.toml'])('%s', (name) => {
    const files = { [`${DIRECTORY}/${name}`]: 'server = "http://new"\n[host."http://new"]\n' };
    expect(told(files)).toEqual([[CODE, `reg:5000/${name}`, 'insecure', 'http://new http://new']]);
  });

  test.each(['ca.pem', 'ca.cer'])('%s in Docker’s layout', (name) => {
    expect(seen({ [`${DIRECTORY}/${name}`]: PEM })).toMatchObject([
      { code: CODE, meant: 'trust', cure: [{ path: `${DIRECTORY}/ca.crt`, content: PEM }] },
    ]);
  });

  test('beside a hosts.toml that is read they may be named in it', () => {
    expect(told({ [HOSTS]: 'server = "https://reg:5000"\nca = "ca.pem"\n', [`${DIRECTORY}/ca.pem`]: PEM })).toEqual([]);
  });
});

describe('all registries at once', () => {
  test('what is wrong in each file, without guesses at names', () => {
    const files = {
      [HOSTS]: 'ca = 1\n',
      [`${ROOT}/b_80_/hosts.toml`]: 'insecure = true\n',
      [`${ROOT}/good/hosts.toml`]: 'server = "https://good"\n',
    };
    const found = allHostsObservations({ host: hostOf(files), version: '2.3.4', roots: [ROOT] });
    expect(found.map(({ code, source }) => `${code} ${source.name}`).toSorted()).toEqual([
      `config-parse-error ${HOSTS}`,
      `config-unknown-key ${ROOT}/b_80_/hosts.toml`,
    ]);
  });
});
