import { describe, expect, test } from 'vitest';
import { buildahPull, podmanPull, type RealPull, skopeoCopy } from '../../src/prove/command-lines.js';
import { credentialsFile } from '../../src/prove/credentials-file.js';
import { CRI_SOCKETS, crictlLines } from '../../src/prove/crictl.js';
import { inPrivate, privatePlaces } from '../../src/prove/private-places.js';
import { programEnvironment } from '../../src/prove/program-environment.js';

const PULL: RealPull = {
  reference: 'registry.test/team/app:1.0',
  scratch: '/tmp/s',
  tlsVerify: null,
  authFile: null,
  certDirectory: null,
};
const GIVEN: RealPull = {
  ...PULL,
  tlsVerify: false,
  authFile: '/tmp/auth.json',
  certDirectory: '/certs',
  platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
};

describe('the lines that are run', () => {
  test.each([
    ['buildah', buildahPull],
    ['podman', podmanPull],
  ])('%s pulls into the scratch directory and nowhere else', (_, line) => {
    const { parameters, environment } = line(PULL);
    const text = parameters.join(' ');
    expect(text).toMatch(/--root \/tmp\/s\/root --runroot \/tmp\/s\/r/);
    expect(text).toContain('--storage-driver vfs');
    expect(text).toMatch(/--log-level debug pull registry\.test\/team\/app:1\.0$/);
    expect(environment).toEqual({ TMPDIR: '/tmp/s', XDG_DATA_HOME: '/tmp/s/data' });
    expect(line(GIVEN).parameters.join(' ')).toMatch(
      / pull --tls-verify=false --authfile \/tmp\/auth\.json --cert-dir \/certs --os linux --arch arm64 --variant v8 registry\S+$/,
    );
  });

  test('podman asks no remote service, and tells neither systemd nor the journal', () => {
    const text = podmanPull(PULL).parameters.join(' ');
    for (const flag of ['--remote=false', '--tmpdir /tmp/s/tmp', '--events-backend none', '--cgroup-manager cgroupfs'])
      expect(text).toContain(flag);
  });

  test('skopeo copies into a directory: no storage, no user namespace', () => {
    expect(skopeoCopy(PULL).parameters).toEqual([
      '--debug',
      'copy',
      'docker://registry.test/team/app:1.0',
      'dir:/tmp/s/image',
    ]);
    expect(skopeoCopy({ ...PULL, anonymous: true }).parameters).toContain('--src-no-creds');
    expect(skopeoCopy(GIVEN).parameters.join(' ')).toBe(
      '--debug --override-os linux --override-arch arm64 --override-variant v8 copy --src-tls-verify=false --src-authfile /tmp/auth.json --src-cert-dir /certs docker://registry.test/team/app:1.0 dir:/tmp/s/image',
    );
  });
});

describe('what a program is given besides', () => {
  test('an account as a file: the form of containers-auth.json', () => {
    const file = JSON.parse(credentialsFile('registry.test:5000', 'alice:se:cret'));
    expect(Buffer.from(file.auths['registry.test:5000'].auth, 'base64').toString()).toBe('alice:se:cret');
  });

  test("the person's environment, without what is regdoctor's own", () => {
    const own = { PATH: '/bin', HOME: '/root', REGDOCTOR_CREDS: 'a:b', HTTPS_PROXY: 'http://proxy' };
    expect(programEnvironment(own, { TMPDIR: '/s' })).toEqual({
      PATH: '/bin',
      HOME: '/root',
      HTTPS_PROXY: 'http://proxy',
      TMPDIR: '/s',
    });
    // Nobody set HOME: the program must not see the one that was made up.
    expect(programEnvironment({ ...own, HOME: '/tmp', REGDOCTOR_HOME_DEFAULTED: '1' })).not.toHaveProperty('HOME');
  });
});

describe('crictl, from its source', () => {
  test('asks the one runtime, and never prints requests', () => {
    const lines = crictlLines('/usr/bin/crictl', '/host/run/crio/crio.sock');
    const words = [lines.pull('reg/a'), lines.isThere('reg/a'), lines.remove('reg/a')].map(({ parameters }) =>
      parameters.join(' '),
    );
    const endpoints =
      '--runtime-endpoint unix:///host/run/crio/crio.sock --image-endpoint unix:///host/run/crio/crio.sock';
    expect(words).toEqual([`${endpoints} pull reg/a`, `${endpoints} inspecti --quiet reg/a`, `${endpoints} rmi reg/a`]);
    expect(words.join()).not.toMatch(/debug|creds|auth/);
    expect(CRI_SOCKETS.flatMap(({ clients }) => clients)).toEqual(['containerd', 'cri-o', 'k3s', 'rke2']);
  });
});

describe("root's caches and locks", () => {
  const CACHE = '/var/lib/containers/cache';
  const there = (...paths: string[]) => privatePlaces((path) => paths.includes(path));

  test('get a stand-in where they are; local signatures stay readable', () => {
    expect(there('/var/lib/containers', CACHE, '/etc/cni/net.d', '/dev/shm')).toEqual([
      CACHE,
      '/etc/cni/net.d',
      '/dev/shm',
    ]);
    expect(there('/var/lib/containers', '/dev/shm')).toEqual(['/var/lib/containers', '/dev/shm']);
    expect(there('/var/lib/containers', '/var/lib/containers/sigstore')).toEqual([]);
    expect(there()).toEqual([]);
  });

  test('the program keeps its words and its environment', () => {
    const line = { program: '/usr/bin/skopeo', parameters: ['copy', "it's"], environment: { TMPDIR: '/s' } };
    const { program, parameters, environment } = inPrivate(line, ['/dev/shm'], '/s');
    expect(program).toBe('unshare');
    expect(parameters.slice(-6)).toEqual(['/s', '/dev/shm', '--', '/usr/bin/skopeo', 'copy', "it's"]);
    expect(environment).toEqual({ TMPDIR: '/s' });
  });
});
