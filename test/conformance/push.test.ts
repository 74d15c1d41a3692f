import { describe, expect, inject, test } from 'vitest';
import { dropped443 } from './cases/seed.js';
import { CLUSTER_NAME, insecure } from './harness/ground.js';
import { againWhileSlow, quietly, timeDisagreement } from './harness/measure.js';
import { paste } from './harness/paste.js';
import { printedFixes } from './harness/printed-fix.js';
import { readReport, told } from './harness/report-checks.js';
import { pushWith } from './rig/clients.js';
import { withCase } from './rig/fixture.js';
import { layoutPath } from './rig/images.js';
import { regdoctor } from './rig/regdoctor.js';
import type { Rig } from './rig/rig.js';

const REFERENCE = `${CLUSTER_NAME}/team/pushed:1.0`;
const REWRITE = `[[registry]]\nprefix = "${CLUSTER_NAME}"\nlocation = "${CLUSTER_NAME}:80"\ninsecure = true\n`;
/** A push that waits for nothing. */
const AT_ONCE_MS = 2000;

const { missing } = inject('conformance');
const check = (rig: Rig, flags: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  quietly(() => regdoctor(rig, ['check', REFERENCE, '--push', '--client', 'buildah', ...flags], { env }));
const push = (rig: Rig, reference: string, env: Readonly<Record<string, string>> = {}) =>
  pushWith(reference, layoutPath(rig.shared, 'team/app:1.0'), rig.host, { env });

describe.skipIf(missing.length > 0)('push where 443 is dropped and 80 serves', { concurrent: true }, () => {
  test('the rewrite that cures pulls does not help: regdoctor says so, and buildah push waits', async () => {
    const build = (rig: Rig) => dropped443(rig, REWRITE, true);
    await withCase('push with the rewrite', build, async (rig) => {
      const report = readReport(await check(rig, ['--json']));
      const [primary] = told(report);
      expect(primary).toMatchObject({ code: 'fallback-delay', severity: 'warning' });
      const text = (await check(rig, [])).stdout.replace(/\s+/g, ' ');
      expect(text).toContain('rewrite in registries.conf does not help here: pushes');
      const outcome = await push(rig, REFERENCE);
      expect(outcome).toMatchObject({ ok: true });
      expect(outcome.ms).toBeGreaterThanOrEqual(29_000);
      const [predicted] = report.clients;
      expect(predicted === undefined ? 'no client' : timeDisagreement(predicted, outcome.ms)).toBeNull();
    });
  });

  test('both ways out that it offers work at once', async () => {
    const build = (rig: Rig) => dropped443(rig, insecure(CLUSTER_NAME), true);
    await withCase('push as offered', build, async (rig) => {
      const report = readReport(await check(rig, ['--json']));
      const fixes = told(report)[0]?.fixes ?? [];
      const named = fixes.find(({ kind }) => kind === 'request');
      const target = /docker:\/\/(\S+)/.exec(named?.prose.join(' ') ?? '')?.[1];
      expect(target, JSON.stringify(fixes)).toBe(REFERENCE.replace('/', ':80/'));
      const renamed = await againWhileSlow(AT_ONCE_MS, () => quietly(() => push(rig, target ?? '')));
      expect(renamed, renamed.stderr).toMatchObject({ ok: true });
      expect(renamed.ms).toBeLessThan(AT_ONCE_MS);

      const [block] = printedFixes((await check(rig, [])).stdout).filter((printed) => printed.paste !== '');
      expect(block?.clients).toEqual(['buildah']);
      const env = await paste(rig, block?.paste ?? '', {});
      const direct = await againWhileSlow(AT_ONCE_MS, () => quietly(() => push(rig, REFERENCE, env)));
      expect(direct, direct.stderr).toMatchObject({ ok: true });
      expect(direct.ms).toBeLessThan(AT_ONCE_MS);
      // The rig's registry asks nobody for an account.
      const cured = told(readReport(await check(rig, ['--json'], env)));
      expect(cured.map(({ code }) => code)).toEqual(['anonymous-push-allowed']);
    });
  });
});
