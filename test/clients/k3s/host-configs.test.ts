import { describe, expect, test } from 'vitest';
import { type Endpoint, hostConfigs } from '../../../src/clients/k3s/host-configs.js';
import { readRegistries } from '../../../src/clients/k3s/registries-file.js';

const MIRROR = '127.0.0.1:6443';
const TLS_OF_MIRROR = `https://${MIRROR}/v2 tls`;
/** The embedded mirror's own directory. */
const OWN = `${MIRROR} = | default ${TLS_OF_MIRROR}`;
const HUB = 'https://registry-1.docker.io/v2';
const REG = 'https://registry.example.com/v2';

type Case =
  | readonly [what: string, text: string, lines: readonly string[]]
  | readonly [what: string, text: string, lines: readonly string[], options: Options];

interface Options {
  readonly noDefault?: true;
  readonly embedded?: true;
}

/** `registry = endpoint, endpoint | default endpoint`, a line for each directory, sorted. */
function written(text: string, { noDefault, embedded }: Options = {}): string[] {
  const read = readRegistries(text);
  if (!read.ok) throw new Error(read.message);
  const options = { noDefaultEndpoint: noDefault === true, embeddedMirror: embedded === true ? MIRROR : null };
  return [...hostConfigs(read.file, options)]
    .map(([name, { default: last, endpoints }]) => {
      const own = last === null ? 'no default' : `default ${shown(last)}`;
      return `${name} = ${endpoints.map(shown).join(', ')}| ${own.trimEnd()}`.replace(/(\S)\|/, '$1 |');
    })
    .sort();
}

function shown({ url, override, config, rewrites }: Endpoint): string {
  const auth = config?.auth ? ' auth' : '';
  const tls = config?.tls ? ' tls' : '';
  const changed = rewrites.map(([from, to]) => ` ${from}→${to}`).join('');
  return `${url}${override ? ' as-is' : ''}${auth}${tls}${changed}`;
}

const mirrors = (name: string, ...endpoints: string[]): string =>
  endpoints.length === 0
    ? `mirrors:\n  "${name}":\n`
    : `mirrors:\n  "${name}":\n    endpoint: [${endpoints.map((each) => JSON.stringify(each)).join(', ')}]\n`;
const login = (name: string): string => `configs:\n  ${name}:\n    auth: {username: someone, password: something}\n`;
const HUB_MIRROR = (...endpoints: string[]): string => mirrors('docker.io', ...endpoints);

// The cases of k3s `pkg/agent/containerd/config_test.go`: Test_UnitGetHostConfigs, with files and names of our own.
describe('what k3s writes for each registry', () => {
  test.each<Case>([
    ['nothing at all', '', []],
    ['a mirror without endpoints', HUB_MIRROR(), []],
    ['the default endpoint named as the only one', HUB_MIRROR('docker.io'), []],
    [
      'a mirror without endpoints, embedded mirror',
      HUB_MIRROR(),
      [OWN, `docker.io = ${TLS_OF_MIRROR} | default ${HUB}`],
      { embedded: true },
    ],
    ['the default endpoint with a login', HUB_MIRROR() + login('docker.io'), [`docker.io = | default ${HUB} auth`]],
    [
      'the default endpoint named, with a login',
      HUB_MIRROR('docker.io') + login('docker.io'),
      [`docker.io = | default ${HUB} auth`],
    ],
    ['a login alone', login('docker.io'), [`docker.io = | default ${HUB} auth`]],
    ['a private registry without endpoints', mirrors('registry.example.com'), []],
    [
      'a private registry with a login',
      mirrors('registry.example.com') + login('registry.example.com'),
      [`registry.example.com = | default ${REG} auth`],
    ],
    [
      'only a login for a private registry',
      login('registry.example.com'),
      [`registry.example.com = | default ${REG} auth`],
    ],
    [
      'a URL with a path of its own',
      HUB_MIRROR('https://registry.example.com/team/v2'),
      [`docker.io = https://registry.example.com/team/v2 as-is | default ${HUB}`],
    ],
    [
      'a host with a path of its own',
      HUB_MIRROR('registry.example.com/team/v2'),
      [`docker.io = https://registry.example.com/team/v2 as-is | default ${HUB}`],
    ],
    ['a host with /v2', HUB_MIRROR('registry.example.com/v2'), [`docker.io = ${REG} | default ${HUB}`]],
    ['a URL with /v2', HUB_MIRROR('https://registry.example.com/v2'), [`docker.io = ${REG} | default ${HUB}`]],
    ['a URL without a path', HUB_MIRROR('https://registry.example.com'), [`docker.io = ${REG} | default ${HUB}`]],
    [
      'a URL that ends in a slash',
      HUB_MIRROR('https://registry.example.com/'),
      [`docker.io = ${REG} | default ${HUB}`],
    ],
    ['a host alone', HUB_MIRROR('registry.example.com'), [`docker.io = ${REG} | default ${HUB}`]],
    [
      'a host with port 443',
      HUB_MIRROR('registry.example.com:443'),
      [`docker.io = https://registry.example.com:443/v2 | default ${HUB}`],
    ],
    ['an address', HUB_MIRROR('10.1.2.3'), [`docker.io = https://10.1.2.3/v2 | default ${HUB}`]],
    ['an address with port 443', HUB_MIRROR('10.1.2.3:443'), [`docker.io = https://10.1.2.3:443/v2 | default ${HUB}`]],
    [
      'the same host twice',
      HUB_MIRROR('registry.example.com', 'registry.example.com'),
      [`docker.io = ${REG} | default ${HUB}`],
    ],
    [
      'the same host in three spellings',
      HUB_MIRROR('registry.example.com', 'https://registry.example.com', 'https://registry.example.com/v2'),
      [`docker.io = ${REG} | default ${HUB}`],
    ],
    [
      'the same host again later',
      HUB_MIRROR('https://registry.example.com', 'https://other.example.com', 'https://registry.example.com'),
      [`docker.io = ${REG}, https://other.example.com/v2 | default ${HUB}`],
    ],
    ['localhost with a port', HUB_MIRROR('localhost:5000'), [`docker.io = http://localhost:5000/v2 | default ${HUB}`]],
    [
      'localhost with a port and https',
      HUB_MIRROR('https://localhost:5000'),
      [`docker.io = https://localhost:5000/v2 | default ${HUB}`],
    ],
    [
      'a loopback address with a port',
      HUB_MIRROR('127.0.0.1:5000'),
      [`docker.io = http://127.0.0.1:5000/v2 | default ${HUB}`],
    ],
    [
      'a loopback address with a port and https',
      HUB_MIRROR('https://127.0.0.1:5000'),
      [`docker.io = https://127.0.0.1:5000/v2 | default ${HUB}`],
    ],
    [
      'a mirror and its login',
      HUB_MIRROR('https://registry.example.com/v2') + login('registry.example.com'),
      [`docker.io = ${REG} auth | default ${HUB}`, `registry.example.com = | default ${REG} auth`],
    ],
    [
      'two registries behind one path that ends in v2, with a login',
      `mirrors:\n  docker.io:\n    endpoint: [https://registry.example.com/team/v2]\n  registry.example.com:\n    endpoint: [https://registry.example.com/team/v2]\n${login('registry.example.com')}`,
      [
        `docker.io = https://registry.example.com/team/v2 as-is auth | default ${HUB}`,
        `registry.example.com = https://registry.example.com/team/v2 as-is auth | default ${REG} auth`,
      ],
    ],
    [
      'two registries behind one path without v2, with a login',
      `mirrors:\n  docker.io:\n    endpoint: [https://registry.example.com/team/proxy]\n  registry.example.com:\n    endpoint: [https://registry.example.com/team/proxy]\n${login('registry.example.com')}`,
      [
        `docker.io = https://registry.example.com/team/proxy as-is auth | default ${HUB}`,
        `registry.example.com = https://registry.example.com/team/proxy as-is auth | default ${REG} auth`,
      ],
    ],
    [
      'a mirror and its login, no default endpoint',
      HUB_MIRROR('https://registry.example.com/v2') + login('registry.example.com'),
      [`docker.io = ${REG} auth | no default`, `registry.example.com = | default ${REG} auth`],
      { noDefault: true },
    ],
    [
      'a mirror and its login, embedded mirror',
      HUB_MIRROR('https://registry.example.com/v2') + login('registry.example.com'),
      [
        OWN,
        `docker.io = ${TLS_OF_MIRROR}, ${REG} auth | default ${HUB}`,
        `registry.example.com = | default ${REG} auth`,
      ],
      { embedded: true },
    ],
    [
      'rewrites stay away from the embedded mirror',
      `mirrors:\n  docker.io:\n    endpoint: [https://registry.example.com/v2]\n    rewrite: {"^team/(.*)": "docker/team-images/$1"}\n${login('registry.example.com')}`,
      [
        OWN,
        `docker.io = ${TLS_OF_MIRROR}, ${REG} auth ^team/(.*)→docker/team-images/$1 | default ${HUB}`,
        `registry.example.com = | default ${REG} auth`,
      ],
      { embedded: true },
    ],
    [
      'embedded mirror, no default endpoint',
      HUB_MIRROR('https://registry.example.com/v2') + login('registry.example.com'),
      [OWN, `docker.io = ${TLS_OF_MIRROR}, ${REG} auth | no default`, `registry.example.com = | default ${REG} auth`],
      { embedded: true, noDefault: true },
    ],
    [
      'the default endpoint named last, embedded mirror',
      HUB_MIRROR('registry.example.com', 'registry.example.org', 'docker.io'),
      [OWN, `docker.io = ${TLS_OF_MIRROR}, ${REG}, https://registry.example.org/v2 | default ${HUB}`],
      { embedded: true },
    ],
    [
      'the default endpoint named last, embedded mirror, no default endpoint',
      HUB_MIRROR('registry.example.com', 'registry.example.org', 'docker.io'),
      [OWN, `docker.io = ${TLS_OF_MIRROR}, ${REG}, https://registry.example.org/v2, ${HUB} | no default`],
      { embedded: true, noDefault: true },
    ],
    ['a wildcard without endpoints', mirrors('*'), []],
    ['a wildcard', mirrors('*', 'https://registry.example.com/v2'), [`_default = ${REG} | default`]],
    [
      'a wildcard, embedded mirror',
      mirrors('*', 'https://registry.example.com/v2'),
      [OWN, `_default = ${TLS_OF_MIRROR}, ${REG} | default`],
      { embedded: true },
    ],
    [
      'a wildcard, embedded mirror, no default endpoint',
      mirrors('*', 'https://registry.example.com/v2'),
      [OWN, `_default = ${TLS_OF_MIRROR}, ${REG} | no default`],
      { embedded: true, noDefault: true },
    ],
    [
      'settings for all registries',
      'configs:\n  "*":\n    auth: {username: someone, password: something}\n    tls: {insecure_skip_verify: true}\n',
      ['_default = | default  auth tls'],
    ],
    ['localhost without a port', mirrors('localhost'), []],
    ['localhost with port 443', mirrors('localhost:443'), []],
    ['localhost with a port of its own', mirrors('localhost:5000'), []],
    ['localhost with port 80', mirrors('localhost:80'), []],
    ['localhost gets no embedded mirror', mirrors('localhost:5000'), [OWN], { embedded: true }],
    [
      'localhost over https, unverified',
      `${mirrors('localhost:5000', 'https://localhost:5000')}configs:\n  localhost:5000:\n    tls: {insecure_skip_verify: true}\n`,
      ['localhost:5000 = https://localhost:5000/v2 tls | default http://localhost:5000/v2 tls'],
    ],
  ])('%s', (...[, text, lines, options]) => {
    expect(written(text, options)).toEqual(lines.toSorted());
  });

  test('an endpoint that is no URL is left out', () => {
    expect(written(HUB_MIRROR('https://user:bad{@docker2.example.com', 'registry.example.com'))).toEqual([
      `docker.io = ${REG} | default ${HUB}`,
    ]);
  });
});
