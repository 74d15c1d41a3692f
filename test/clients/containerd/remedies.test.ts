import { describe, expect, test } from 'vitest';
import type { RemedyGoal } from '../../../src/clients/client.js';
import { hostsFor } from '../../../src/clients/containerd/hosts.js';
import { certsRemedies } from '../../../src/clients/containerd/remedies.js';
import { resolveAndFetch } from '../../../src/clients/containerd/resolve.js';
import { hostWithFiles } from '../../../src/host/overlay.js';
import { httpFact } from '../../support/facts.js';
import { requests, type World, walkIn } from '../../support/world.js';
import { DIRECTORY, hostWith, ROOT } from './a-registry.js';

const PEM = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
const HOSTS = `${DIRECTORY}/hosts.toml`;
const PLAIN: RemedyGoal = { kind: 'plain-http', port: null };
const TRUST: RemedyGoal = { kind: 'trust', endpoint: 'reg:5000', pem: PEM };
const UNVERIFIED: RemedyGoal = { kind: 'unverified', endpoint: 'reg:5000' };

interface Asked {
  readonly certs?: Readonly<Record<string, string>>;
  readonly version?: string;
  readonly registry?: string;
  readonly roots?: readonly string[];
}

function remediesOf(
  goal: RemedyGoal,
  { certs = {}, version = '2.3.4', registry = 'reg:5000', roots = [ROOT] }: Asked = {},
) {
  return certsRemedies({ host: hostWith(certs), version, roots, registry }, goal);
}

/** The files of the only remedy. */
function filesOf(goal: RemedyGoal, asked: Asked = {}): Readonly<Record<string, string | null>> {
  const [remedy, ...more] = remediesOf(goal, asked);
  expect(more).toEqual([]);
  return Object.fromEntries((remedy?.files ?? []).map(({ path, content }) => [path, content]));
}

/** The requests after the remedy. */
function askedWith(
  goal: RemedyGoal,
  world: World,
  { certs = {}, version = '2.3.4', registry = 'reg:5000' }: Asked = {},
): string[] {
  const host = hostWithFiles(hostWith(certs), [...(remediesOf(goal, { certs, version, registry })[0]?.files ?? [])]);
  const { hosts } = hostsFor(host, version, [ROOT], registry);
  const request = { host, version, goVersion: '1.23', hosts, registry, repository: 'a', tag: '1', digest: null };
  return requests(walkIn(world, resolveAndFetch({ ...request, credentialFor: () => null, platform: host.platform })));
}

const VERSIONS = ['1.6.8', '1.6.20', '1.7.20', '1.7.34', '2.0.0', '2.1.9', '2.3.4'];

describe('plain http', () => {
  test('without anything before: server and a [host]', () => {
    expect(filesOf(PLAIN)).toEqual({
      [HOSTS]: 'server = "http://reg:5000"\n\n[host."http://reg:5000"]\n  capabilities = ["pull", "resolve", "push"]\n',
    });
    expect(remediesOf(PLAIN)[0]).toMatchObject({ reload: 'none needed' });
  });

  test.each(VERSIONS)('%s: nothing is asked over https any more, and a missing image is told as one', (version) => {
    const lines = askedWith(PLAIN, { ports: { 5000: 'http' }, answers: () => httpFact(404) }, { version });
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.every((line) => line.startsWith('HEAD http://reg:5000/') && line.endsWith('http-status 404'))).toBe(
      true,
    );
  });

  test.each([
    [8080, 'http://reg:8080'],
    [80, 'http://reg'],
    [null, 'http://reg'],
  ])('a registry without port, answering at %s', (port, url) => {
    const files = filesOf({ kind: 'plain-http', port }, { registry: 'reg' });
    expect(Object.keys(files)).toEqual([`${ROOT}/reg/hosts.toml`]);
    expect(files[`${ROOT}/reg/hosts.toml`]).toContain(`server = "${url}"\n`);
  });

  test('mirrors, headers and comments stay, and mirrors stay first', () => {
    const before =
      '# ours\nserver = "https://reg:5000"\nskip_verify = true\n\n[host."https://mirror"] # near\n  capabilities = ["pull"]\n  [host."https://mirror".header]\n    x-team = "a"\n';
    expect(filesOf(PLAIN, { certs: { 'reg:5000/hosts.toml': before } })[HOSTS]).toBe(
      '# ours\nserver = "http://reg:5000"\n\n[host."https://mirror"] # near\n  capabilities = ["pull"]\n  [host."https://mirror".header]\n    x-team = "a"\n\n[host."http://reg:5000"]\n  capabilities = ["pull", "resolve", "push"]\n',
    );
  });

  test('the registry over https becomes the registry over http', () => {
    const before = '[host."https://reg:5000"]\ncapabilities = ["pull", "resolve"]\nca = "ca.crt"\n';
    const certs = { 'reg:5000/hosts.toml': before, 'reg:5000/ca.crt': PEM };
    expect(filesOf(PLAIN, { certs })[HOSTS]).toBe(
      'server = "http://reg:5000"\n[host."http://reg:5000"]\ncapabilities = ["pull", "resolve"]\n',
    );
    expect(askedWith(PLAIN, { ports: { 5000: 'http' }, answers: () => httpFact(404) }, { certs })[0]).toContain(
      'HEAD http://',
    );
  });

  test('a file that 1.7.31 refuses for want of a [host] gets one', () => {
    const certs = { 'reg:5000/hosts.toml': 'server = "http://reg:5000"\n' };
    expect(askedWith(PLAIN, { ports: { 5000: 'http' } }, { certs, version: '1.7.20' })[0]).toContain(
      'HEAD http://reg:5000/',
    );
  });

  test('what `_default` says goes along, because a directory of its own hides it', () => {
    const certs = { '_default/hosts.toml': '[host."https://cache"]\n' };
    expect(filesOf(PLAIN, { certs })[HOSTS]).toContain('[host."https://cache"]');
    expect(remediesOf(PLAIN, { certs: { '_default/hosts.toml': '[host."https://cache"]\nca = "ca.crt"\n' } })).toEqual(
      [],
    );
  });

  test('Docker Hub is never asked over plain http', () => {
    expect(remediesOf(PLAIN, { registry: 'docker.io' })).toEqual([]);
  });
});

describe('trust', () => {
  test('without a hosts.toml the certificate alone is enough', () => {
    expect(filesOf(TRUST)).toEqual({ [`${DIRECTORY}/ca.crt`]: PEM });
    expect(filesOf(TRUST, { certs: { 'reg:5000/ca.crt': 'another' } })).toEqual({
      [`${DIRECTORY}/regdoctor-ca.crt`]: PEM,
    });
  });

  test('with one it is named for server and for the [host] of the same name', () => {
    const before =
      'server = "https://reg:5000"\n[host."https://mirror"]\n[host."https://reg:5000"]\nca = "/etc/old.pem"\n';
    expect(filesOf(TRUST, { certs: { 'reg:5000/hosts.toml': before } })).toEqual({
      [`${DIRECTORY}/ca.crt`]: PEM,
      [HOSTS]:
        'ca = "ca.crt"\nserver = "https://reg:5000"\n[host."https://mirror"]\n[host."https://reg:5000"]\nca = ["/etc/old.pem", "ca.crt"]\n',
    });
  });

  test('a mirror’s certificate is named for the mirror', () => {
    const goal: RemedyGoal = { kind: 'trust', endpoint: 'mirror', pem: PEM };
    expect(filesOf(goal, { certs: { 'reg:5000/hosts.toml': '[host."https://mirror"]\n' } })[HOSTS]).toBe(
      '[host."https://mirror"]\nca = "ca.crt"\n',
    );
  });

  test('a token server’s is named for every host, whose settings reach it', () => {
    const goal: RemedyGoal = { kind: 'trust', endpoint: 'auth.test', pem: PEM };
    const text = filesOf(goal, {
      certs: { 'reg:5000/hosts.toml': '[host."https://mirror"]\n[host."http://plain"]\n' },
    })[HOSTS];
    expect(text).toBe('ca = "ca.crt"\n[host."https://mirror"]\nca = "ca.crt"\n[host."http://plain"]\n');
  });

  test('Docker Hub’s goes under docker.io', () => {
    const goal: RemedyGoal = { kind: 'trust', endpoint: 'registry-1.docker.io', pem: PEM };
    expect(Object.keys(filesOf(goal, { registry: 'docker.io' }))).toEqual([`${ROOT}/docker.io/ca.crt`]);
  });
});

describe('no verification', () => {
  test.each(VERSIONS)('%s: https stays, unchecked, and a missing image is told as one', (version) => {
    const lines = askedWith(UNVERIFIED, { ports: { 5000: 'untrusted' }, answers: () => httpFact(404) }, { version });
    expect(lines.length).toBeGreaterThan(0);
    expect(
      lines.every((line) => line.includes('https://reg:5000/') && line.includes('(unverified): http-status 404')),
    ).toBe(true);
  });

  test('an existing file is kept', () => {
    const before = '[host."https://mirror"]\n[host."https://reg:5000"]\n  ca = "/etc/x.pem"\n';
    expect(filesOf(UNVERIFIED, { certs: { 'reg:5000/hosts.toml': before } })[HOSTS]).toBe(
      'skip_verify = true\n[host."https://mirror"]\n[host."https://reg:5000"]\n  skip_verify = true\n  ca = "/etc/x.pem"\n',
    );
  });

  test('client certificates of Docker’s layout are named', () => {
    const text = filesOf(UNVERIFIED, { certs: { 'reg:5000/c.cert': PEM, 'reg:5000/c.key': 'k' } })[HOSTS];
    expect(text).toContain(`client = [["${DIRECTORY}/c.cert", "${DIRECTORY}/c.key"]]`);
  });
});

describe('nothing, rather than something unsafe', () => {
  test.each([
    ['a file that is refused', { 'reg:5000/hosts.toml': 'ca = 1\n' }],
    ['a file that is no TOML', { 'reg:5000/hosts.toml': '[host\n' }],
    ['a file with a secret', { 'reg:5000/hosts.toml': '[host."https://a".header]\nauthorization = "Basic abc"\n' }],
    ['a URL with a password', { 'reg:5000/hosts.toml': 'server = "https://u:p@reg:5000"\n[host]\n' }],
    ['a file in the directory’s place', { 'reg:5000': 'x' }],
  ])('%s', (_, certs) => {
    for (const goal of [PLAIN, TRUST, UNVERIFIED]) expect(remediesOf(goal, { certs })).toEqual([]);
  });

  test('values over several lines are not torn', () => {
    const certs = { 'reg:5000/hosts.toml': '[host."https://reg:5000"]\nca = [\n  "/a",\n  "/b",\n]\n' };
    expect(remediesOf(TRUST, { certs })).toEqual([]);
  });

  test.each([[[]], [['relative']], [['/a:/b']]])('roots %j', (roots) => {
    expect(remediesOf(PLAIN, { roots })).toEqual([]);
  });

  test.each(['../../etc', 'a/b', '', '.'])('a registry called %j', (registry) => {
    expect(remediesOf(PLAIN, { registry })).toEqual([]);
  });
});
