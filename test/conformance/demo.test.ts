import { describe, expect, inject, test } from 'vitest';
import { dropped443 } from './cases/seed.js';
import { CLUSTER_NAME, IMAGE, insecure } from './harness/ground.js';
import { againWhileSlow, quietly } from './harness/measure.js';
import { paste } from './harness/paste.js';
import { printedFixes } from './harness/printed-fix.js';
import { pullWith } from './rig/clients.js';
import { withCase } from './rig/fixture.js';
import { regdoctor } from './rig/regdoctor.js';
import type { Rig } from './rig/rig.js';

/** A pull that waits for nothing, ms. */
const AT_ONCE_MS = 1000;

const { missing } = inject('conformance');

describe.skipIf(missing.length > 0)('the demo', () => {
  test('the fix it prints, pasted into a real machine, makes real buildah stop waiting', async () => {
    const build = (rig: Rig) => dropped443(rig, insecure(CLUSTER_NAME));
    await withCase('the fix of the demo', build, async (rig) => {
      const demo = await quietly(() => regdoctor(rig, ['demo']));
      expect(demo.code, demo.stderr).toBe(0);
      const [fix] = printedFixes(demo.stdout).filter(({ paste: lines }) => lines !== '');
      expect(fix?.paste).toContain('registries.conf.d/50-regdoctor.conf');

      const without = await pullWith('buildah', `${CLUSTER_NAME}/${IMAGE}`, rig.host);
      expect(without).toMatchObject({ ok: true });
      expect(without.ms).toBeGreaterThanOrEqual(29_000);

      await paste(rig, fix?.paste ?? '', {});
      const fixed = await againWhileSlow(AT_ONCE_MS, () =>
        quietly(() => pullWith('buildah', `${CLUSTER_NAME}/${IMAGE}`, rig.host)),
      );
      expect(fixed).toMatchObject({ ok: true });
      expect(fixed.ms).toBeLessThan(AT_ONCE_MS);
      process.stdout.write(
        `demo: buildah without its fix ${(without.ms / 1000).toFixed(2)} s, with it ${(fixed.ms / 1000).toFixed(2)} s\n`,
      );
    });
  });
});
