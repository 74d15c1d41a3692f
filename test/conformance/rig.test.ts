import { describe, expect, inject, test } from 'vitest';
import { againWhileSlow } from './harness/measure.js';
import { pullWith, pushWith, REAL_CLIENTS, type RealOutcome } from './rig/clients.js';
import { startDnsmasq } from './rig/dns.js';
import { withCase } from './rig/fixture.js';
import { layoutPath } from './rig/images.js';
import { ADDRESS } from './rig/network.js';
import { startRegistry } from './rig/registry.js';
import type { Rig } from './rig/rig.js';
import { sideBySide } from './rig/turnstile.js';

/** A pull that waits for nothing, ms: over plain HTTP, and over HTTPS by each client. */
const AT_ONCE_MS = 1000;
const HTTPS_MS = 2000;

const NAME = 'registry.registry.svc.cluster.local';
const REFERENCE = `${NAME}/team/app:1.0`;
const INSECURE = `[[registry]]\nlocation = "${NAME}"\ninsecure = true\n`;
const REWRITE = `[[registry]]\nprefix = "${NAME}"\nlocation = "${NAME}:80"\ninsecure = true\n`;

const withName = (rig: Rig) => startDnsmasq(rig.network.server, rig.directory, { [NAME]: [ADDRESS.registry] });

const withHttps = async (rig: Rig) => {
  await withName(rig);
  return startRegistry(rig, { port: 443, certificate: await rig.pki.leaf({ names: [NAME] }) });
};

const withHttpOn80 = async (rig: Rig, configuration: string, writable = false) => {
  await withName(rig);
  await rig.host.writeFile('/etc/containers/registries.conf', configuration);
  return startRegistry(rig, { port: 80, writable });
};

/** One line a measurement, for whoever compares machines. */
const report = (what: string, outcome: RealOutcome | undefined) =>
  process.stdout.write(`${what}: ${outcome?.ok ? 'ok' : 'fails'} after ${Math.round(outcome?.ms ?? 0)} ms\n`);

const { missing } = inject('conformance');

describe.skipIf(missing.length > 0)('real clients in the rig', () => {
  test('pull over HTTPS with the CA in certs.d, in under 2 s', async () => {
    await withCase('healthy HTTPS', withHttps, async (rig, registry) => {
      await rig.host.writeFile(`/etc/containers/certs.d/${NAME}/ca.crt`, await rig.pki.authority('root'));
      for (const client of REAL_CLIENTS) {
        const outcome = await againWhileSlow(HTTPS_MS, () => pullWith(client, REFERENCE, rig.host));
        report(`healthy HTTPS, ${client}`, outcome);
        expect(outcome).toMatchObject({ ok: true });
        expect(outcome.ms).toBeLessThan(HTTPS_MS);
      }
      expect(registry.requests.slice(0, 2)).toMatchObject([
        { method: 'GET', path: '/v2/', status: 200, userAgent: expect.stringMatching(/^Buildah\//) },
        { method: 'GET', path: '/v2/team/app/manifests/1.0', status: 200 },
      ]);
      expect((await rig.firewall.attempts()).map(({ address, port }) => `${address}:${port}`)).toContain(
        `${ADDRESS.registry}:443`,
      );
    });
  });

  test('say x509 where the CA is unknown', async () => {
    await withCase('unknown CA', withHttps, async (rig) => {
      const outcome = await pullWith('skopeo', REFERENCE, rig.host);
      report('unknown CA, skopeo', outcome);
      expect(outcome.ok).toBe(false);
      expect(outcome.stderr).toContain('x509: certificate signed by unknown authority');
    });
  });

  test('trust a CA in the system store, and fail on a tag that is missing', async () => {
    await withCase('missing tag', withHttps, async (rig) => {
      await rig.host.trustInSystemStore(await rig.pki.authority('root'));
      expect(await pullWith('buildah', REFERENCE, rig.host)).toMatchObject({ ok: true });
      const outcome = await pullWith('buildah', `${NAME}/team/app:missing`, rig.host);
      report('missing tag, buildah', outcome);
      expect(outcome.ok).toBe(false);
      expect(outcome.stderr).toContain('manifest unknown');
    });
  });

  test('lose no time where 443 is rejected', async () => {
    const build = async (rig: Rig) => {
      await withHttpOn80(rig, INSECURE);
      await rig.firewall.set('reset', { port: 443 });
    };
    await withCase('443 rejected', build, async (rig) => {
      const outcome = await againWhileSlow(AT_ONCE_MS, () => pullWith('buildah', REFERENCE, rig.host));
      report('443 rejected, buildah', outcome);
      expect(outcome).toMatchObject({ ok: true });
      expect(outcome.ms).toBeLessThan(AT_ONCE_MS);
    });
  });
});

describe.skipIf(missing.length > 0)('443 dropped and 80 serves', () => {
  const dropped =
    (configuration: string, writable = false) =>
    async (rig: Rig) => {
      await withHttpOn80(rig, configuration, writable);
      await rig.firewall.set('drop', { port: 443 });
    };
  const result =
    missing.length > 0
      ? undefined
      : sideBySide({
          insecure: () =>
            withCase('seed', dropped(INSECURE), async (rig) => ({
              outcome: await pullWith('buildah', REFERENCE, rig.host),
              ports: (await rig.firewall.attempts()).map(({ port }) => port),
            })),
          push: () =>
            withCase('seed push', dropped(REWRITE, true), async (rig) => ({
              outcome: await pushWith(`${NAME}/team/pushed:1.0`, layoutPath(rig.shared, 'team/app:1.0'), rig.host),
              ports: (await rig.firewall.attempts()).map(({ port }) => port),
            })),
        });

  test('insecure = true: buildah waits 30 s and then pulls', async () => {
    const seed = await result?.('insecure');
    report('443 dropped, insecure, buildah', seed?.outcome);
    expect(seed).toMatchObject({ outcome: { ok: true } });
    expect(seed?.outcome.ms).toBeGreaterThan(29_000);
    expect(seed?.ports.slice(0, 2)).toEqual([443, 80]);
  });

  test('the rewrite does not help a push: it waits 30 s too', async () => {
    const push = await result?.('push');
    report('443 dropped, rewritten, buildah push', push?.outcome);
    expect(push).toMatchObject({ outcome: { ok: true } });
    expect(push?.outcome.ms).toBeGreaterThan(29_000);
  });

  test('location rewritten to port 80: buildah pulls at once', async () => {
    await withCase('seed cured', dropped(REWRITE), async (rig) => {
      const outcome = await againWhileSlow(AT_ONCE_MS, () => pullWith('buildah', REFERENCE, rig.host));
      report('443 dropped, rewritten, buildah', outcome);
      expect(outcome).toMatchObject({ ok: true });
      expect(outcome.ms).toBeLessThan(AT_ONCE_MS);
    });
  });
});
