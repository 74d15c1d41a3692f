import { describe, expect, test } from 'vitest';
import type { ClientFlags, PlanRequest } from '../../../src/clients/client.js';
import { CTR } from '../../../src/clients/ctr/ctr.js';
import { hostWithFiles } from '../../../src/host/overlay.js';
import { nodesOf } from '../../../src/plan/visit.js';
import { httpFact } from '../../support/facts.js';
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
const ROOT = '/etc/containerd/certs.d';
const HOSTS = `${ROOT}/reg:5000/hosts.toml`;
const FILES = {
  '/etc/containerd/config.toml': `version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\nconfig_path = "${ROOT}"\n`,
  [HOSTS]: 'server = "http://reg:5000"\n[host."http://reg:5000"]\n',
};

interface Asked extends Partial<Omit<PlanRequest, 'version' | 'flags'>> {
  readonly version?: string;
  readonly flags?: Partial<ClientFlags>;
}

function request({ version = '1.7.34', flags = {}, ...more }: Asked = {}): PlanRequest {
  return {
    host: aHost(FILES),
    version: { text: version, from: 'flag' },
    operation: 'pull',
    reference: 'reg:5000/a:1',
    flags: { ...NO_FLAGS, ...flags },
    ...more,
  };
}

function lines(asked: Asked, world: World = { ports: { 5000: 'http' } }): string[] {
  return requests(walkIn(world, CTR.plan(request(asked)).root));
}

describe('ctr', () => {
  test.each(['1.6.20', '1.7.34', '2.3.4'])('%s reads neither config.toml nor certs.d by itself', (version) => {
    expect(lines({ version })[0]).toBe('HEAD https://reg:5000/v2/a/manifests/1: tls-plain-http');
    expect(CTR.isOn(aHost(FILES))).toBe(false);
  });

  test('--hosts-dir makes it', () => {
    expect(lines({ flags: { certDirectory: ROOT } })[0]).toBe('HEAD http://reg:5000/v2/a/manifests/1: 200');
  });

  // As docker.io/alpine:3 is asked for with ctr 1.7.
  test('adds no library/ to a name of Docker Hub', () => {
    const { root, reference } = CTR.plan(request({ reference: 'docker.io/alpine:3' }));
    expect(reference).toEqual({ registry: 'docker.io', repository: 'alpine', tag: '3', digest: null });
    expect(JSON.stringify(root)).toContain('https://registry-1.docker.io/v2/alpine/manifests/3"');
    expect(JSON.stringify(root)).toContain('repository:alpine:pull');
  });

  test.each([
    ['1.6.20', 'failed to resolve reference "alpine": object required'],
    ['2.0.0', 'failed to resolve image: object required'],
  ])('a short name in %s', (version, because) => {
    expect(CTR.plan(request({ version, reference: 'alpine' })).root).toMatchObject({
      kind: 'stop',
      failure: 'reference',
      because,
    });
  });

  test('--skip-verify is for every host', () => {
    expect(lines({ flags: { tlsVerify: false } }, { ports: { 5000: 'untrusted' } })[0]).toBe(
      'HEAD https://reg:5000/v2/a/manifests/1 (unverified): 200',
    );
  });

  test('has no login', () => {
    expect(CTR.plan(request({ operation: 'login' })).root).toMatchObject({ kind: 'stop', failure: 'config' });
  });

  test('a push looks for a blob, then starts an upload', () => {
    const world: World = {
      ports: { 5000: 'https' },
      answers: ({ method }) =>
        method === 'HEAD' ? httpFact(404) : httpFact(202, { headers: { location: '/v2/a/blobs/uploads/1' } }),
    };
    expect(lines({ operation: 'push' }, world).map((line) => line.split(' ')[0])).toEqual(['HEAD', 'POST', 'DELETE']);
    expect(JSON.stringify(CTR.plan(request({ operation: 'push' })).root)).toContain('repository:a:pull,push');
  });
});

describe('whose environment counts', () => {
  const proxied = (name: string) => ({ HTTPS_PROXY: `http://${name}:3128` });
  const host = aHost(FILES, {
    environment: proxied('mine'),
    processes: [{ name: 'containerd', pid: 1, arguments: [], startedMs: null, environment: proxied('daemons') }],
  });
  test.each<[string, Partial<ClientFlags>, string]>([
    ['1.7.34', {}, 'mine'],
    ['2.0.0', {}, 'daemons'],
    ['2.0.0', { tlsVerify: false }, 'mine'],
  ])('%s with %j: %s', (version, flags, proxy) => {
    expect(JSON.stringify(CTR.plan(request({ host, version, flags })).root)).toContain(`"host":"${proxy}"`);
  });
});

describe('configuration and remedies', () => {
  test('tells what is not read', () => {
    const { places } = CTR.configuration({ ...request(), reference: 'reg:5000/a:1' });
    expect(places.filter(({ found }) => found === 'ignored').map(({ path }) => path)).toEqual([
      '/etc/containerd/config.toml',
      ROOT,
    ]);
  });

  test('tells what is read with --hosts-dir', () => {
    const { places } = CTR.configuration({ ...request({ flags: { certDirectory: ROOT } }), reference: 'reg:5000/a:1' });
    expect(places.find(({ path }) => path === HOSTS)?.found).toBe('read');
  });

  test('a remedy comes with the flag that makes it count', () => {
    const asked = request({ host: aHost() });
    const [remedy] = CTR.remedies(asked, { kind: 'unverified', endpoint: 'reg:5000' });
    expect(remedy?.prose).toEqual([`call ctr with --hosts-dir ${ROOT}: without it no hosts.toml is read`]);
    const plan = CTR.plan({
      ...asked,
      host: hostWithFiles(asked.host, [...(remedy?.files ?? [])]),
      flags: { ...asked.flags, ...remedy?.flags },
    });
    const [first] = [...nodesOf(plan.root)].filter((node) => node.kind === 'request');
    expect(first?.transport.tls.verify).toBe(false);
  });

  test('plain HTTP is a flag of its own', () => {
    const asked = request({ host: aHost() });
    const [remedy] = CTR.remedies(asked, { kind: 'plain-http', port: null });
    expect(remedy).toMatchObject({ files: [], prose: [`ctr images pull --plain-http ${asked.reference}`] });
    const plan = CTR.plan({ ...asked, flags: { ...asked.flags, ...remedy?.flags } });
    expect(walkIn({ ports: { 5000: 'http' } }, plan.root).outcome).toBe('ok');
  });

  test.each(['alpine', '', '\u0000', '../x:1'])('never throws for %j', (reference) => {
    expect(() => CTR.plan(request({ reference }))).not.toThrow();
    expect(() => CTR.configuration({ ...request(), reference })).not.toThrow();
    expect(() => CTR.remedies(request({ reference }), { kind: 'plain-http', port: null })).not.toThrow();
  });

  test('the version is that of the program', () => {
    expect(CTR.parseVersion('ctr github.com/containerd/containerd 1.6.20~ds1\n')).toBe('1.6.20~ds1');
    expect(CTR.parseVersion('nothing')).toBeNull();
  });
});
