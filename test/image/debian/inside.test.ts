import { describe, expect, test } from 'vitest';
import { RESTRICTED, runContainer, UNKNOWN_USER } from '../support/container.js';
import { buildImage } from '../support/make-images.js';
import { DECLARED_WITH_PORT, REFERENCE, REGISTRY, withCluster } from './cluster.js';
import { PLAIN_POD, Pod } from './pod.js';
import { provided, workshop } from './workplace.js';

const { images, missing, shared, base, sources } = provided();
/** From Ctrl-C to the end of the container; without a process 1 that passes signals on it would be the check's own time. */
const INTERRUPTED_MS = 2000;
/** Until the check has begun, on a busy machine. */
const BEGUN_MS = 20_000;
/** A build that needs several user ids, a program to run and the file system to be mounted. */
const BUILD = `mkdir /tmp/build && cd /tmp/build && cp /bin/busybox . &&
printf 'FROM ${REFERENCE}\\nCOPY busybox /bin/busybox\\nRUN ["/bin/busybox", "sh", "-c", "echo built >/built && /bin/busybox chown 1234:1234 /built"]\\n' >Containerfile &&
buildah build --quiet --tag tried . &&
buildah run "$(buildah from tried)" -- /bin/busybox stat -c 'buildah %u %s' /built &&
podman run --rm localhost/tried /bin/busybox stat -c 'podman %u %s' /built`;

describe.skipIf(missing.length > 0)('inside the image, with the real programs', () => {
  test.each(['0:0', '1000:1000'])(
    'a plain pod, user %s: as regdoctor storage says, buildah pulls and builds, it and podman run what was built',
    async (user) => {
      await withCluster(shared, async (cluster) => {
        const flags = [
          ...PLAIN_POD,
          ...cluster.flags,
          ...(await cluster.registriesConf(DECLARED_WITH_PORT)),
          '--user',
          user,
        ];
        const pod = await Pod.start(await workshop(), images.toolkit, flags);
        try {
          const promised = await pod.run(['regdoctor', 'storage']);
          expect(promised.code, promised.stdout).toBe(0);
          const pull = await pod.run(['buildah', 'pull', '--quiet', REFERENCE]);
          expect(pull.code, pull.stderr).toBe(0);
          const build = await pod.run(['sh', '-c', BUILD]);
          expect(build.code, build.stderr).toBe(0);
          expect(build.stdout.trim().split('\n').slice(-2)).toEqual(['buildah 1234 6', 'podman 1234 6']);
        } finally {
          await pod.end();
        }
      });
    },
  );

  test('a restricted pod with a read-only root, a user that nobody knows and no HOME: the check works', async () => {
    await withCluster(shared, async (cluster) => {
      const flags = [
        ...RESTRICTED,
        ...UNKNOWN_USER,
        ...cluster.flags,
        ...(await cluster.registriesConf(DECLARED_WITH_PORT)),
      ];
      const command = ['env', '-u', 'HOME', 'regdoctor', 'check', REFERENCE];
      for (const image of [images.cli, images.toolkit]) {
        const check = await runContainer(await workshop(), image, command, { flags });
        expect(check.code, `${check.stdout}${check.stderr}`).toBe(0);
        expect(check.stdout).toContain(REFERENCE);
      }
    });
  });

  test.each(['1000:1000', '4242:4242'])(
    'a restricted pod with a read-only root, user %s: skopeo copies the image',
    async (user) => {
      await withCluster(shared, async (cluster) => {
        const flags = [
          ...RESTRICTED,
          '--passwd=false',
          '--user',
          user,
          ...cluster.flags,
          ...(await cluster.registriesConf(DECLARED_WITH_PORT)),
        ];
        const copied = ['skopeo', 'copy', '--quiet', `docker://${REFERENCE}`, 'dir:/tmp/copied'];
        const copy = await runContainer(await workshop(), images.cli, copied, { flags });
        expect(copy.code, copy.stderr).toBe(0);
      });
    },
  );

  test('SIGINT ends a check at once', async () => {
    await withCluster(shared, async (cluster) => {
      const shop = await workshop();
      // Nothing answers there: left alone, the check waits for its whole budget.
      const budget = ['--timeout', '60', '--step-timeout', '60'];
      const check = ['regdoctor', 'check', `${REGISTRY}:443/team/app:1.0`, '--client', 'skopeo', ...budget];
      const id = (await shop.mustRun('podman', ['run', '--detach', ...cluster.flags, images.toolkit, ...check])).trim();
      try {
        await expect.poll(() => cluster.firewall.attempts(), { timeout: BEGUN_MS }).not.toEqual([]);
        const started = performance.now();
        await shop.mustRun('podman', ['kill', '--signal', 'INT', id]);
        const code = await shop.mustRun('podman', ['wait', id]);
        expect(performance.now() - started).toBeLessThan(INTERRUPTED_MS);
        // It says what it knows, which is that it does not know.
        expect(Number(code)).toBe(3);
      } finally {
        await shop.mustRun('podman', ['rm', '--force', '--volumes', '--time', '0', id]);
      }
    });
  });

  test.each(['cli', 'toolkit'] as const)('%s built twice is the same image', async (target) => {
    const shop = await workshop();
    const again = `localhost/regdoctor:again-${target}`;
    const built = await buildImage(shop, sources, ['--fresh', '--base', base, '--target', target, '--tag', again]);
    expect(built.code, built.stderr).toBe(0);
    const id = (image: string) => shop.mustRun('podman', ['image', 'inspect', '--format', '{{.Id}}', image]);
    expect(await id(again)).toBe(await id(images[target]));
  });
});
