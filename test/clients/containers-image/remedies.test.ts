import { describe, expect, test } from 'vitest';
import type { Client, RemedyGoal } from '../../../src/clients/client.js';
import { BUILDAH } from '../../../src/clients/containers-image/buildah.js';
import { CRI_O } from '../../../src/clients/containers-image/cri-o.js';
import { PODMAN } from '../../../src/clients/containers-image/podman.js';
import { SKOPEO } from '../../../src/clients/containers-image/skopeo.js';
import { type World, walkIn } from '../../support/world.js';
import { type AskedOf, planOf, remediesOf } from '../a-client.js';

const MAIN = '/etc/containers/registries.conf';
const DROP_IN = `${MAIN}.d/50-regdoctor.conf`;
const PORT_80: World = { ports: { 443: 'silent', 80: 'http' } };

/** What becomes of the client with the first remedy carried out. */
function carriedOut(client: Client, goal: RemedyGoal, world: World, asked: AskedOf = {}) {
  const [first] = remediesOf(client, goal, asked);
  const written = (first?.files ?? []).flatMap(({ path, content }) =>
    content === null ? [] : [[path, content] as const],
  );
  const files = { ...asked.files, ...Object.fromEntries(written) };
  return walkIn(world, planOf(client, { ...asked, files, flags: { ...asked.flags, ...first?.flags } }).root);
}

describe('plain HTTP', () => {
  test.each([
    ['buildah', BUILDAH],
    ['podman', PODMAN],
    ['skopeo', SKOPEO],
    ['CRI-O', CRI_O],
  ])('%s: a drop-in with port 80 makes the pull work at once', (_name, client) => {
    expect(walkIn(PORT_80, planOf(client).root).outcome).toBe('fail');
    expect(carriedOut(client, { kind: 'plain-http', port: 80 }, PORT_80)).toMatchObject({ outcome: 'ok', ms: 0 });
  });

  test('the table as it is written, its limits, and the flag as the second way', () => {
    expect(remediesOf(BUILDAH, { kind: 'plain-http', port: 80 })[0]).toMatchObject({
      files: [
        { path: DROP_IN, content: '[[registry]]\nprefix = "reg.test"\nlocation = "reg.test:80"\ninsecure = true\n' },
      ],
      limits: [
        expect.stringMatching(/^helps pulls only/),
        expect.stringContaining('looked up under reg.test:80'),
        expect.any(String),
      ],
      reload: 'none needed',
    });
    const ways = remediesOf(BUILDAH, { kind: 'plain-http', port: null });
    expect(ways.map(({ files, prose }) => files[0]?.path ?? prose[0])).toEqual([
      DROP_IN,
      `${MAIN}.d/zz-regdoctor.conf`,
      'buildah pull --tls-verify=false reg.test/app:1',
    ]);
    expect(remediesOf(CRI_O, { kind: 'plain-http', port: null })).toHaveLength(2);
    expect(remediesOf(CRI_O, { kind: 'plain-http', port: null })[0]?.reload).toMatch(/^systemctl reload crio/);
  });

  test.each([
    ['1.28.2', {}, '/home/u/.config/containers/registries.conf.d/50-regdoctor.conf'],
    ['1.44.0', {}, '/home/u/.config/containers/registries.conf.d/50-regdoctor.conf'],
    [
      '1.28.2',
      { '/home/u/.config/containers/registries.conf': '' },
      '/home/u/.config/containers/registries.conf.d/50-regdoctor.conf',
    ],
  ])('for a user who is not root, a file of that user: buildah %s %j', (version, files, path) => {
    const asked = { version, files, host: { uid: 1000, home: '/home/u' } };
    expect(remediesOf(BUILDAH, { kind: 'plain-http', port: 80 }, asked)[0]?.files[0]?.path).toBe(path);
    expect(carriedOut(BUILDAH, { kind: 'plain-http', port: 80 }, PORT_80, asked)).toMatchObject({ outcome: 'ok' });
  });

  test('CRI-O reads the system’s files whoever asks', () => {
    const asked = { host: { uid: 1000, home: '/home/u' } };
    expect(remediesOf(CRI_O, { kind: 'plain-http', port: 80 }, asked)[0]?.files[0]?.path).toBe(DROP_IN);
  });

  test('a push takes no other port; a name with a port has one', () => {
    expect(remediesOf(BUILDAH, { kind: 'plain-http', port: 80 }, { operation: 'push' })).toEqual([]);
    expect(remediesOf(BUILDAH, { kind: 'plain-http', port: 80 }, { reference: 'reg.test:5000/app' })).toEqual([]);
    expect(remediesOf(SKOPEO, { kind: 'plain-http', port: null }, { operation: 'push' }).at(-1)?.prose).toEqual([
      'skopeo copy --dest-tls-verify=false SOURCE docker://reg.test/app:1',
    ]);
  });

  test('what the table says besides is kept; a blocked registry stays blocked', () => {
    const registries =
      '[[registry]]\nprefix = "reg.test"\nlocation = "reg.test"\nmirror-by-digest-only = true\n[[registry.mirror]]\nlocation = "m.test"\ninsecure = true\n';
    const [first] = remediesOf(BUILDAH, { kind: 'plain-http', port: null }, { files: { [MAIN]: registries } });
    expect(first?.files[0]?.content).toBe(
      '[[registry]]\nlocation = "reg.test"\ninsecure = true\nmirror-by-digest-only = true\n\n[[registry.mirror]]\nlocation = "m.test"\ninsecure = true\n',
    );
    const blocked = '[[registry]]\nlocation = "reg.test"\nblocked = true\n';
    expect(remediesOf(CRI_O, { kind: 'plain-http', port: null }, { files: { [MAIN]: blocked } })).toEqual([]);
  });

  test('a wildcard without location keeps having none', () => {
    const files = { [MAIN]: '[[registry]]\nprefix = "*.test"\n' };
    const [first] = remediesOf(BUILDAH, { kind: 'plain-http', port: null }, { files });
    expect(first?.files[0]?.content).toBe('[[registry]]\nprefix = "*.test"\ninsecure = true\n');
    expect(carriedOut(BUILDAH, { kind: 'plain-http', port: null }, { ports: { 80: 'http' } }, { files })).toMatchObject(
      {
        outcome: 'ok',
      },
    );
    expect(remediesOf(BUILDAH, { kind: 'plain-http', port: 80 }, { files })).toEqual([]);
  });
});

describe('certificates', () => {
  const trust = { kind: 'trust', endpoint: 'reg.test:5000', pem: 'PEM' } as const;
  const path = (asked: AskedOf): string | undefined => remediesOf(BUILDAH, trust, asked)[0]?.files[0]?.path;

  test.each([
    ['root', {}, '/etc/containers/certs.d/reg.test:5000/ca.crt'],
    ['a user', { host: { uid: 1000, home: '/home/u' } }, '/home/u/.config/containers/certs.d/reg.test:5000/ca.crt'],
    [
      'the directory that is there',
      { files: { '/etc/docker/certs.d/reg.test:5000/x.crt': '' } },
      '/etc/docker/certs.d/reg.test:5000/ca.crt',
    ],
    [
      'ca.crt is taken',
      { files: { '/etc/containers/certs.d/reg.test:5000/ca.crt': '' } },
      '/etc/containers/certs.d/reg.test:5000/regdoctor-ca.crt',
    ],
    ['--cert-dir', { flags: { certDirectory: '/c' } }, '/c/ca.crt'],
  ])('%s', (_case, asked, expected) => {
    expect(path(asked)).toBe(expected);
  });

  test('unverified is said to be the last resort, for the mirror that is meant only', () => {
    const files = { [MAIN]: '[[registry]]\nlocation = "reg.test"\n[[registry.mirror]]\nlocation = "m.test:5000"\n' };
    const [first] = remediesOf(BUILDAH, { kind: 'unverified', endpoint: 'm.test:5000' }, { files });
    expect(first?.summary).toMatch(/^last resort/);
    expect(first?.files[0]?.content).toBe(
      '[[registry]]\nlocation = "reg.test"\n\n[[registry.mirror]]\nlocation = "m.test:5000"\ninsecure = true\n',
    );
    expect(
      carriedOut(PODMAN, { kind: 'unverified', endpoint: 'reg.test' }, { ports: { 443: 'untrusted' } }),
    ).toMatchObject({
      outcome: 'ok',
    });
  });
});

describe('where a file handed over on its own belongs', () => {
  const REGISTRIES = '[[registry]]\nlocation = "x"\n';
  test.each([
    ['registries.conf', '', MAIN],
    ['50-mine.conf', REGISTRIES, `${MAIN}.d/50-mine.conf`],
    ['shortnames.conf', '[aliases]\n', `${MAIN}.d/shortnames.conf`],
    ['auth.json', '{}', '/run/containers/0/auth.json'],
    ['policy.json', '{}', '/etc/containers/policy.json'],
    ['certs.d/reg.test:5000/ca.crt', 'PEM', '/etc/containers/certs.d/reg.test:5000/ca.crt'],
    ['ca.crt', 'PEM', null],
    ['crio.conf', '', null],
    ['hosts.toml', 'server = "x"\n', null],
  ])('buildah: %s', (name, text, expected) => {
    expect(BUILDAH.placeFor(name, text)).toBe(expected);
  });

  test.each([
    ['crio.conf', '', '/etc/crio/crio.conf'],
    ['10-mine.conf', '[crio.image]\n', '/etc/crio/crio.conf.d/10-mine.conf'],
    ['registries.conf', '', MAIN],
    ['containers.conf', '', null],
  ])('CRI-O: %s', (name, text, expected) => {
    expect(CRI_O.placeFor(name, text)).toBe(expected);
  });
});

describe('CRI-O and the kubelet', () => {
  const secret = (entries: Record<string, string>): string =>
    JSON.stringify({
      auths: Object.fromEntries(
        Object.entries(entries).map(([key, pair]) => [key, { auth: Buffer.from(pair).toString('base64') }]),
      ),
    });

  test('a pod’s login goes before global_auth_file, and not to a mirror', () => {
    const files = {
      '/pod.json': secret({ 'reg.test': 'p:1' }),
      '/etc/crio/crio.conf': '[crio.image]\nglobal_auth_file = "/global.json"\n',
      '/global.json': secret({ 'reg.test': 'g:1', 'm.test': 'm:1' }),
      [MAIN]: '[[registry]]\nlocation = "reg.test"\n[[registry.mirror]]\nlocation = "m.test"\n',
    };
    const plan = planOf(CRI_O, { files, flags: { dockerConfigJson: '/pod.json' } });
    const used = [...JSON.stringify(plan.root).matchAll(/"credential":\{"id":"((?:[^"\\]|\\.)+)"/g)].map(
      ([, id]) => id,
    );
    expect([...new Set(used)]).toEqual(['/global.json#/auths/m.test', expect.stringContaining('/pod.json')]);
  });
});
