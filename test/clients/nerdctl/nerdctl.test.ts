import { describe, expect, test } from 'vitest';
import type { ClientFlags, PlanRequest } from '../../../src/clients/client.js';
import { NERDCTL } from '../../../src/clients/nerdctl/nerdctl.js';
import type { Host } from '../../../src/host/host.js';
import { hostWithFiles } from '../../../src/host/overlay.js';
import { challenged, httpFact } from '../../support/facts.js';
import { requests, type World, walkIn } from '../../support/world.js';
import { aHost } from '../a-host.js';

const NO_FLAGS: ClientFlags = {
  tlsVerify: null,
  credentials: false,
  authFile: null,
  certDirectory: null,
  dockerConfigJson: null,
  platform: null,
};
const CERTS = '/etc/containerd/certs.d';
const DOCKER_CERTS = '/etc/docker/certs.d';
const TOML = '/etc/nerdctl/nerdctl.toml';
const named = (name: string) => `server = "https://${name}"\n[host."https://${name}"]\n`;

interface Asked extends Partial<Omit<PlanRequest, 'version' | 'flags' | 'host'>> {
  readonly version?: string;
  readonly flags?: Partial<ClientFlags>;
  readonly files?: Readonly<Record<string, string>>;
  readonly host?: Partial<Omit<Host, 'files'>>;
}

function request({ version = '2.3.5', flags = {}, files = {}, host = {}, ...more }: Asked = {}): PlanRequest {
  return {
    host: aHost(files, host),
    version: { text: version, from: 'flag' },
    operation: 'pull',
    reference: 'reg:5000/a:1',
    flags: { ...NO_FLAGS, ...flags },
    ...more,
  };
}

/** Requests, each with its scheme and host only, doubles left out. */
function asked(own: Asked, world: World = { ports: { 5000: 'https', 443: 'https' } }): string[] {
  const { root } = NERDCTL.plan(request(own));
  return [
    ...new Set(
      requests(walkIn(world, root)).map((line) =>
        line.replace(/ (https?:\/\/[^/]+)\/[^\s:]*(?::[a-z0-9]{64})?/, ' $1'),
      ),
    ),
  ];
}

describe('directories', () => {
  const files = { [`${DOCKER_CERTS}/reg:5000/hosts.toml`]: named('mirror') };
  test.each([
    ['2.2.0', 'HEAD https://mirror: 200'],
    ['2.3.0', 'HEAD https://reg:5000: 200'],
  ])('%s: the second one', (version, first) => expect(asked({ version, files })[0]).toBe(first));

  test('the one it passes over is told', () => {
    const { places } = NERDCTL.configuration({ ...request({ files }), reference: 'reg:5000/a:1' });
    expect(places.find(({ path }) => path === DOCKER_CERTS)?.found).toBe('ignored');
  });

  test('others by nerdctl.toml or flag', () => {
    const own = {
      [TOML]: 'hosts_dir = ["/own"]\n',
      '/own/reg:5000/hosts.toml': named('own'),
      '/flag/reg:5000/hosts.toml': named('flagged'),
    };
    expect(asked({ files: own })[0]).toBe('HEAD https://own: 200');
    expect(asked({ files: own, flags: { certDirectory: '/flag' } })[0]).toBe('HEAD https://flagged: 200');
  });

  test.each([
    ['2.2.0', 'reg.test:443/a:1', 'reg.test', 'HEAD https://mirror: 200'],
    ['2.2.0', 'reg.test/a:1', 'reg.test:443', 'HEAD https://mirror: 200'],
    ['2.3.0', 'reg.test:443/a:1', 'reg.test', 'HEAD https://reg.test: 200'],
    ['2.2.0', 'a:1', 'docker.io', 'HEAD https://mirror: 200'],
  ])('%s: %s under %s', (version, reference, directory, first) => {
    const own = { [`${CERTS}/${directory}/hosts.toml`]: named('mirror') };
    expect(asked({ version, reference, files: own })[0]).toBe(first);
  });

  test('a user’s own', () => {
    const host = { uid: 1000, home: '/home/u' };
    const own = { '/home/u/.config/containerd/certs.d/reg:5000/hosts.toml': named('mirror') };
    expect(asked({ files: own, host })[0]).toBe('HEAD https://mirror: 200');
  });
});

describe('nerdctl.toml', () => {
  test.each([
    'hosts_dirs = []\n',
    'version = 2\n',
    'hosts_dir = "x"\n',
    'insecure_registry = "true"\n',
    'debug = = 1\n',
  ])('%j stops everything', (text) => {
    const plan = NERDCTL.plan(request({ files: { [TOML]: text } }));
    expect(plan.root).toMatchObject({ kind: 'stop', failure: 'config', sources: [{ name: TOML, line: 1 }] });
    expect(
      NERDCTL.configuration({ ...request({ files: { [TOML]: text } }), reference: null }).observations,
    ).toHaveLength(1);
    expect(NERDCTL.remedies(request({ files: { [TOML]: text } }), { kind: 'plain-http', port: null })).toEqual([]);
  });

  test('NERDCTL_TOML names another', () => {
    const files = { '/x.toml': 'insecure_registry = true\n' };
    const host = { environment: { NERDCTL_TOML: '/x.toml' } };
    expect(asked({ files, host }, { ports: { 5000: 'untrusted' } })[0]).toBe('HEAD https://reg:5000 (unverified): 200');
  });
});

describe('--insecure-registry', () => {
  const flags = { tlsVerify: false };
  test('up to 2.2 the whole pull starts again over http', () => {
    expect(asked({ version: '2.2.0', flags }, { ports: { 5000: 'http' } })).toEqual([
      'HEAD https://reg:5000 (unverified): tls-plain-http',
      'HEAD http://reg:5000: 200',
      'GET http://reg:5000: 200',
    ]);
  });

  test('from 2.3 each request goes on to http where the port speaks it', () => {
    const lines = asked({ version: '2.3.0', flags }, { ports: { 5000: 'http' } });
    expect(lines.slice(0, 2)).toEqual([
      'HEAD https://reg:5000 (unverified): tls-plain-http',
      'HEAD http://reg:5000: 200',
    ]);
    expect(lines.slice(2).toSorted()).toEqual([
      'GET http://reg:5000: 200',
      'GET https://reg:5000 (unverified): tls-plain-http',
    ]);
  });

  test('refused on 443: port 80', () => {
    expect(asked({ reference: 'reg.test/a:1', flags }, { ports: { 80: 'http' } })).toContain(
      'HEAD http://reg.test: 200',
    );
  });

  test('hides hosts.toml from 2.3 on', () => {
    const files = { [`${CERTS}/reg:5000/hosts.toml`]: named('mirror') };
    expect(asked({ version: '2.2.0', flags, files })[0]).toBe('HEAD https://mirror (unverified): 200');
    expect(asked({ version: '2.3.0', flags, files })[0]).toBe('HEAD https://reg:5000 (unverified): 200');
  });

  test('without it http is never tried', () => {
    expect(asked({}, { ports: { 5000: 'http' } })).toEqual(['HEAD https://reg:5000: tls-plain-http']);
  });

  test('loopback is http without it', () => {
    const world: World = { ports: { 5000: 'http' }, names: { localhost: ['127.0.0.1'] } };
    expect(asked({ reference: 'localhost:5000/a:1' }, world)[0]).toBe('HEAD http://localhost:5000: 200');
  });
});

describe('logins', () => {
  const auth = Buffer.from('u:p').toString('base64');
  const answers: World['answers'] = ({ authorization }) =>
    authorization === null ? challenged(['basic', {}]) : httpFact(200);
  test.each([
    ['reg:5000/a:1', 'reg:5000', 'ok'],
    ['reg:5000/a:1', 'reg', 'fail'],
    ['reg.test/a:1', 'reg.test', 'ok'],
    ['reg.test/a:1', 'reg.test:443', 'ok'],
    ['reg.test/a:1', 'https://reg.test', 'ok'],
    ['a:1', 'https://index.docker.io/v1/', 'ok'],
    ['a:1', 'docker.io', 'fail'],
  ])('%s with the key %s: %s', (reference, key, outcome) => {
    const files = { '/root/.docker/config.json': JSON.stringify({ auths: { [key]: { auth } } }) };
    const { root } = NERDCTL.plan(request({ reference, files }));
    expect(walkIn({ ports: { 5000: 'https', 443: 'https' }, answers }, root).outcome).toBe(outcome);
  });

  test('containerd’s own are not read', () => {
    const files = {
      '/etc/containerd/config.toml':
        'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry.configs."reg:5000".auth]\nusername = "u"\npassword = "p"\n',
    };
    expect(walkIn({ ports: { 5000: 'https' }, answers }, NERDCTL.plan(request({ files })).root).outcome).toBe('fail');
  });
});

describe('login', () => {
  const login = (own: Asked, world: World) =>
    requests(walkIn(world, NERDCTL.plan(request({ operation: 'login', ...own })).root));
  const answers: World['answers'] = ({ authorization }) =>
    authorization === null ? challenged(['basic', {}]) : httpFact(200);
  test.each([
    ['reg:5000', 'https://reg:5000/v2/'],
    ['https://reg:5000/some', 'https://reg:5000/v2/'],
    ['reg', 'https://reg/v2/'],
    ['docker.io', 'https://index.docker.io/v2/'],
  ])('%s', (reference, url) => {
    const lines = login(
      { reference, flags: { credentials: true } },
      { ports: { 5000: 'https', 443: 'https' }, answers },
    );
    expect(lines).toEqual([`GET ${url}: 401`, `GET ${url}: 200`]);
  });

  test('over http where --insecure-registry allows it', () => {
    const lines = login({ reference: 'reg:5000', flags: { tlsVerify: false } }, { ports: { 5000: 'http' } });
    expect(lines).toEqual(['GET https://reg:5000/v2/ (unverified): tls-plain-http', 'GET http://reg:5000/v2/: 200']);
  });

  test('a wrong password is sent nine times', () => {
    const lines = login(
      { reference: 'reg:5000', flags: { credentials: true } },
      { ports: { 5000: 'https' }, answers: () => challenged(['basic', {}]) },
    );
    expect(lines).toHaveLength(10);
  });
});

describe('push', () => {
  test('to the first host that may be pushed to, by nerdctl itself', () => {
    const files = {
      [`${DOCKER_CERTS}/reg:5000/hosts.toml`]: '[host."https://mirror"]\ncapabilities = ["pull", "resolve"]\n',
    };
    const answers: World['answers'] = ({ method }) =>
      method === 'HEAD' ? httpFact(404) : httpFact(202, { headers: { location: '/v2/a/blobs/uploads/1' } });
    expect(asked({ operation: 'push', files }, { ports: { 5000: 'https' }, answers })).toEqual([
      'HEAD https://reg:5000: 404',
      'POST https://reg:5000: 202',
      'DELETE https://reg:5000: 202',
    ]);
  });
});

describe('the client', () => {
  test('is on where the program is', () => {
    expect(NERDCTL.isOn(aHost({ '/usr/local/bin/nerdctl': '' }))).toBe(true);
    expect(NERDCTL.isOn(aHost())).toBe(false);
    expect(NERDCTL.parseVersion('nerdctl version 2.3.5\n')).toBe('2.3.5');
  });

  test.each(['2.2.0', '2.3.5'])('%s: a remedy is written where it is read', (version) => {
    const own = request({ version });
    const [remedy] = NERDCTL.remedies(own, { kind: 'plain-http', port: null });
    const plan = NERDCTL.plan({ ...own, host: hostWithFiles(own.host, [...(remedy?.files ?? [])]) });
    expect(walkIn({ ports: { 5000: 'http' } }, plan.root).outcome).toBe('ok');
  });

  test.each([
    ['nerdctl.toml', '', TOML],
    ['x.toml', 'insecure_registry = true\n', TOML],
    ['hosts.toml', 'server = "https://reg:5000"\n', `${CERTS}/reg:5000/hosts.toml`],
    ['hosts.toml', '', `${CERTS}/_default/hosts.toml`],
    ['x.toml', 'a = 1\n', null],
  ])('%s %j belongs at %s', (name, text, path) => expect(NERDCTL.placeFor(name, text)).toBe(path));
});
