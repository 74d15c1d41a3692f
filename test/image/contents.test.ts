import { beforeAll, expect, test } from 'vitest';
import { runContainer } from './support/container.js';
import { describeImage, images, openWorkshop } from './support/provided.js';
import type { Workshop } from './support/workshop.js';

/** The part of an image's configuration that a kubelet and `podman inspect` show. */
interface ImageConfig {
  readonly Labels: Record<string, string>;
  readonly Env: string[];
  readonly Entrypoint: string[];
  readonly Cmd: string[];
  readonly Volumes?: Record<string, object>;
  readonly WorkingDir: string;
  readonly User?: string;
}

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});

async function configOf(image: string): Promise<ImageConfig> {
  const [inspected] = JSON.parse(await workshop.mustRun('podman', ['image', 'inspect', image]));
  return inspected.Config;
}

async function inside(image: string, script: string): Promise<string[]> {
  const { code, stdout, stderr } = await runContainer(workshop, image, ['sh', '-ec', script]);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return stdout.split('\n');
}

describeImage('what is in the image', () => {
  test('configuration of the toolkit', async () => {
    const config = await configOf(images.toolkit);
    expect(config.Labels).toMatchObject({
      'org.opencontainers.image.title': 'regdoctor toolkit',
      'org.opencontainers.image.version': expect.stringMatching(/^\d+\.\d+\.\d+/),
      'org.opencontainers.image.created': '1970-01-01T00:00:00Z',
      'org.opencontainers.image.base.name': expect.stringContaining('stand-in'),
    });
    expect(config.Env).toContain('BUILDAH_ISOLATION=chroot');
    expect(config.Entrypoint).toEqual(['tini', '-s', '--']);
    expect(config.Cmd).toEqual(['/bin/sh']);
    expect(config.WorkingDir).toBe('/');
    expect(Object.keys(config.Volumes ?? {}).sort()).toEqual([
      '/home/regdoctor/.local/share/containers',
      '/var/lib/containers',
    ]);
    expect(config.User ?? '').toBe('');
  });

  test('configuration of the small image: a number for a user, no volumes', async () => {
    const config = await configOf(images.cli);
    expect(config.User).toBe('1000:1000');
    expect(config.Volumes ?? {}).toEqual({});
    expect(config.Entrypoint).toEqual(['tini', '-s', '--']);
  });

  test('modes and owners do not depend on who cloned', async () => {
    const lines = await inside(
      images.toolkit,
      `stat -c '%a %u:%g %n' /opt/regdoctor/bin/run.js /opt/regdoctor/dist/main.js /etc/containers/storage.conf /etc/containers/storage.rootless.conf.d/50-regdoctor.conf \\
        /etc/containers/containers.conf /usr/local/bin/crictl /home/regdoctor /home/regdoctor/.local/share/containers /etc/subuid /etc/subgid`,
    );
    expect(lines).toEqual([
      '755 0:0 /opt/regdoctor/bin/run.js',
      '644 0:0 /opt/regdoctor/dist/main.js',
      '644 0:0 /etc/containers/storage.conf',
      '644 0:0 /etc/containers/storage.rootless.conf.d/50-regdoctor.conf',
      '644 0:0 /etc/containers/containers.conf',
      '755 0:0 /usr/local/bin/crictl',
      '755 1000:1000 /home/regdoctor',
      '755 1000:1000 /home/regdoctor/.local/share/containers',
      '644 0:0 /etc/subuid',
      '644 0:0 /etc/subgid',
    ]);
  });

  test('users and their ranges', async () => {
    expect(
      await inside(
        images.toolkit,
        'grep -h regdoctor /etc/passwd /etc/group; cat /etc/subuid; cmp /etc/subuid /etc/subgid',
      ),
    ).toEqual([
      'regdoctor:x:1000:1000:regdoctor:/home/regdoctor:/bin/sh',
      'regdoctor:x:1000:',
      'root:1:65535',
      'regdoctor:1:999',
      'regdoctor:1001:64535',
    ]);
  });

  test.each(['cli', 'toolkit'] as const)(
    '%s: regdoctor is on the PATH, the bundler leaves no account of the build',
    async (target) => {
      const [path, listed] = await inside(images[target], 'command -v regdoctor; ls /opt/regdoctor | tr "\\n" " "');
      expect(path).toBe('/usr/local/bin/regdoctor');
      expect(listed?.trim()).toBe('LICENSE bin dist oclif.manifest.json package.json');
      await inside(images[target], '! test -e /opt/regdoctor/dist/meta.json');
    },
  );

  test('a command of each package is there', async () => {
    const wanted =
      'buildah podman skopeo fuse-overlayfs crun crictl curl mount vim less openssl dig ip jq newuidmap tini node';
    const found = await inside(images.toolkit, `for name in ${wanted}; do command -v $name; done`);
    expect(found).toHaveLength(wanted.split(' ').length);
    expect(found).toContain('/usr/local/bin/crictl');
  });
});
