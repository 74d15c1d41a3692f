import { describe, expect, test } from 'vitest';
import { BUILDKIT } from '../../../src/clients/buildkit/buildkit.js';
import { withRegistryKeys } from '../../../src/clients/buildkit/edit.js';
import { buildkitHosts, mirrorParts } from '../../../src/clients/buildkit/hosts.js';
import type { ClientFlags, Operation, PlanRequest } from '../../../src/clients/client.js';
import type { RunningProcess } from '../../../src/host/host.js';
import { memoryFiles } from '../../../src/host/memory-files.js';
import { hostWithFiles } from '../../../src/host/overlay.js';
import { challenged, httpFact } from '../../support/facts.js';
import { requests, type World, walkIn } from '../../support/world.js';
import { aHost } from '../a-host.js';

const FILE = '/etc/buildkit/buildkitd.toml';
const FLAGS: ClientFlags = {
  tlsVerify: null,
  credentials: false,
  authFile: null,
  certDirectory: null,
  dockerConfigJson: null,
  platform: null,
};
const DIGEST = `sha256:${'d'.repeat(64)}`;
const found = httpFact(200, { headers: { 'docker-content-digest': DIGEST }, ms: 0 });

interface Asked {
  readonly toml?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly version?: string;
  readonly reference?: string;
  readonly operation?: Operation;
}

function aRequest({
  toml,
  files = {},
  version = '0.32.2',
  reference = 'reg:5000/a:1',
  operation = 'pull',
}: Asked): PlanRequest {
  const host = aHost({ ...(toml === undefined ? {} : { [FILE]: toml }), ...files });
  return { host, version: { text: version, from: 'flag' }, operation, reference, flags: FLAGS };
}

const walked = (world: World, asked: Asked) => walkIn(world, BUILDKIT.plan(aRequest(asked)).root);
const serving = (ports: World['ports'], names?: World['names']): World => ({
  ports,
  answers: () => found,
  ...(names && { names }),
});
const first = (world: World, asked: Asked) => requests(walked(world, asked)).filter((line) => line.startsWith('HEAD'));
const HEAD = 'reg:5000/v2/a/manifests/1';

describe('schemes', () => {
  test.each([
    ['nothing said', '', [`HEAD https://${HEAD}: tls-plain-http`]],
    ['http', '[registry."reg:5000"]\nhttp = true\n', [`HEAD http://${HEAD}: 200`]],
    ['insecure', '[registry."reg:5000"]\ninsecure = true\n', [`HEAD https://${HEAD} (unverified): tls-plain-http`]],
    [
      'both',
      '[registry."reg:5000"]\nhttp = true\ninsecure = true\n',
      [`HEAD https://${HEAD} (unverified): tls-plain-http`, `HEAD http://${HEAD}: 200`],
    ],
    ['another port', '[registry."reg"]\nhttp = true\n', [`HEAD https://${HEAD}: tls-plain-http`]],
  ])('a plain server, %s', (_case, toml, lines) => {
    expect(first(serving({ 5000: 'http' }), { toml })).toEqual(lines);
  });

  test.each([
    ['', [`HEAD http://localhost:5000/v2/a/manifests/1: 200`]],
    ['[registry."localhost:5000"]\nhttp = false\n', [`HEAD https://localhost:5000/v2/a/manifests/1: tls-plain-http`]],
  ])('localhost is plain HTTP unless told otherwise: %j', (toml, lines) => {
    const world = serving({ 5000: 'http' }, { localhost: ['127.0.0.1'] });
    expect(first(world, { toml, reference: 'localhost:5000/a:1' })).toEqual(lines);
  });

  const open = (name: string) => `[registry."${name}"]\nhttp = true\ninsecure = true\n`;
  test.each([
    ['0.32.2', 'reg.test', 'refused', true],
    ['0.13.2', 'reg.test', 'refused', false],
    ['0.32.2', 'reg.test', 'silent', true],
    ['0.32.2', 'reg.test:443', 'refused', false],
    ['0.12.2', 'reg.test', 'refused', true],
  ] as const)('%s: %s, 443 %s, 80 serves: %s', (version, registry, port, ok) => {
    const walk = walked(serving({ 443: port, 80: 'http' }), {
      version,
      toml: open(registry),
      reference: `${registry}/a:1`,
    });
    expect(walk.outcome).toBe(ok ? 'ok' : 'fail');
  });

  test('up to 0.12.2 http comes first', () => {
    expect(
      first(serving({ 443: 'https', 80: 'http' }), {
        version: '0.12.2',
        toml: open('reg.test'),
        reference: 'reg.test/a:1',
      }),
    ).toEqual(['HEAD http://reg.test/v2/a/manifests/1: 200']);
  });
});

describe('mirrors', () => {
  // Rows of our own for the purpose of BuildKit `util/resolver/resolver_test.go`: TestNewMirrorRegistryHost.
  test.each([
    ['hub.docker.io', 'hub.docker.io', '/v2'],
    ['hub.docker.io:5000', 'hub.docker.io:5000', '/v2'],
    ['https://hub.docker.io/project1', 'hub.docker.io', '/v2/project1'],
    ['http://hub.docker.io:4000/project1/', 'hub.docker.io:4000', '/v2/project1'],
    ['hub.docker.io/project1/sub', 'hub.docker.io', '/v2/project1/sub'],
  ])('%s', (mirror, host, path) => {
    expect(mirrorParts(mirror)).toEqual({ host, path });
  });

  test('each goes by its own table, and a scheme is thrown away', () => {
    const toml = '[registry."docker.io"]\nmirrors = ["http://m:5000/hub"]\ninsecure = true\n';
    expect(first(serving({ 443: 'https', 5000: 'http' }), { toml, reference: 'alpine' })).toEqual([
      'HEAD https://m:5000/v2/hub/library/alpine/manifests/latest: tls-plain-http',
      'HEAD https://registry-1.docker.io/v2/library/alpine/manifests/latest (unverified): 200',
    ]);
  });

  test('none is pushed to', () => {
    const toml = '[registry."reg:5000"]\nmirrors = ["m:5000"]\n';
    const answers: World['answers'] = ({ method, url }) =>
      method === 'POST' ? httpFact(202, { headers: { location: `${url}1` } }) : httpFact(404);
    const walk = walked({ ports: { 5000: 'https' }, answers }, { toml, operation: 'push' });
    expect(requests(walk)[0]).toBe('HEAD https://reg:5000/v2/a/manifests/1: 404');
  });
});

test('tokens are fetched by the user’s program, with its own CAs', () => {
  const toml = '[registry."reg:5000"]\ninsecure = true\n';
  const answers: World['answers'] = ({ url }) =>
    url.includes('/token') ? undefined : challenged(['bearer', { realm: 'https://auth.test/token' }]);
  const walk = walked({ ports: { 5000: 'https', 443: 'untrusted' }, answers }, { toml });
  expect(requests(walk)).toContainEqual(expect.stringMatching(/^GET https:\/\/auth.test\/token: tls-untrusted/));
});

describe('files', () => {
  test('a CA that is missing stops every pull', () => {
    const toml = '[registry."reg:5000"]\nca = ["/srv/ca.pem"]\n';
    expect(walked(serving({ 5000: 'https' }), { toml }).failure?.text).toContain('failed to read /srv/ca.pem');
  });

  test('a directory like certs.d', () => {
    const toml = '[registry."reg:5000"]\ntlsconfigdir = ["/srv/certs"]\n';
    const hosts = BUILDKIT.configuration({
      ...aRequest({ toml, files: { '/srv/certs/ca.crt': 'x' } }),
      reference: 'reg:5000/a:1',
    });
    expect(hosts.places).toContainEqual({
      path: '/srv/certs/ca.crt',
      found: 'read',
      says: 'certificates for reg:5000',
    });
    expect(buildkitHosts(memoryFiles({}), new Map(), 'reg:5000', '0.32.2')).toHaveLength(1);
  });

  test.each(['[registry', '[registry."x"]\nhttp = "yes"\n', '[[registry]]\nlocation = "x"\n'])(
    '%j keeps buildkitd from starting',
    (toml) => {
      expect(BUILDKIT.plan(aRequest({ toml })).root).toMatchObject({ kind: 'stop', failure: 'config' });
    },
  );

  test('the file of a rootless daemon', () => {
    const environment = { XDG_RUNTIME_DIR: '/run/user/1000', HOME: '/home/u' };
    const process: RunningProcess = { name: 'buildkitd', pid: 1, arguments: [], startedMs: 0, environment };
    const host = aHost({}, { processes: [process] });
    expect(BUILDKIT.configuration({ ...aRequest({}), host, reference: null }).places[0]?.path).toBe(
      '/home/u/.config/buildkit/buildkitd.toml',
    );
  });
});

describe('remedies', () => {
  test.each([
    [{ kind: 'plain-http', port: null } as const, 'http', ['ok', 'ok']],
    [{ kind: 'unverified', endpoint: 'reg:5000' } as const, 'untrusted', ['ok']],
  ] as const)('%j', (goal, port, outcomes) => {
    const request = aRequest({ toml: 'debug = true\n[registry."reg:5000"]\n  mirrors = []\n' });
    const walks = BUILDKIT.remedies(request, goal).map(({ files }) => {
      expect(files[0]?.content).toContain('debug = true');
      return walkIn(
        serving({ 5000: port }),
        BUILDKIT.plan({ ...request, host: hostWithFiles(request.host, files) }).root,
      ).outcome;
    });
    expect(walks).toEqual(outcomes);
  });

  test('another port has none', () => {
    expect(BUILDKIT.remedies(aRequest({}), { kind: 'plain-http', port: 80 })).toEqual([]);
  });

  test('a CA beside the file', () => {
    const [remedy] = BUILDKIT.remedies(aRequest({}), { kind: 'trust', endpoint: 'reg:5000', pem: 'PEM' });
    expect(remedy?.files).toEqual([
      { path: FILE, content: '[registry."reg:5000"]\n  ca = ["/etc/buildkit/certs/reg_5000.crt"]\n' },
      { path: '/etc/buildkit/certs/reg_5000.crt', content: 'PEM\n' },
    ]);
  });

  test('a list over several lines is left alone', () => {
    expect(withRegistryKeys('[registry.x]\nca = [\n"a"\n]\n', 'x', { ca: ['b'] })).toBeNull();
  });
});

describe('mistakes', () => {
  const seen = (toml: string, reference = 'reg:5000/a:1') => BUILDKIT.plan(aRequest({ toml, reference })).observations;

  test.each([
    ['[registry."reg:5000"]\ninsecure_skip_verify = true\n', 'config-unknown-key', 'insecure_skip_verify is no key'],
    ['[registry."http://reg:5000"]\nhttp = true\n', 'config-conflict', 'without http://'],
    ['[registry.reg]\nhttp = true\n', 'config-conflict', 'the port of reg:5000 is missing'],
    ['[registry."reg:5000"]\nmirrors = ["http://m:5000"]\n', 'config-conflict', 'http:// in mirrors is thrown away'],
    ['[plugins."io.containerd.grpc.v1.cri"]\nx = 1\n', 'config-wrong-dialect', 'plugins is no setting of buildkitd'],
  ])('%j: %s', (toml, code, text) => {
    const [observation] = seen(toml);
    expect(observation).toMatchObject({ code, text: expect.stringContaining(text) });
    if (observation === undefined || observation.cure.length === 0) return;
    // What cures a line leaves nothing to be said of it.
    expect(seen(observation.cure[0]?.content ?? '')).toEqual([]);
  });

  test('a sound file is silent', () => {
    expect(seen('[registry."reg:5000"]\nhttp = true\n[registry."docker.io"]\nmirrors = ["m.test"]\n')).toEqual([]);
  });

  test.each([
    'registry = 1\n',
    '[registry.__proto__]\nhttp = true\n',
    '[registry."reg:5000"]\nmirrors = [[]]\n',
    'a = [[[[[[1]]]]]]\n',
    '[registry.x]\nkeypair = [{key=1}]\n',
    '\0',
  ])('a hostile file does no harm: %j', (toml) => {
    const request = aRequest({ toml });
    expect(() => [
      BUILDKIT.plan(request),
      BUILDKIT.configuration(request),
      BUILDKIT.remedies(request, { kind: 'plain-http', port: null }),
    ]).not.toThrow();
  });
});
