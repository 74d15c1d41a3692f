import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { dropped443 } from './cases/seed.js';
import { CLUSTER_NAME, IMAGE, insecure } from './harness/ground.js';
import { againWhileSlow, quietly } from './harness/measure.js';
import { pullWith } from './rig/clients.js';
import { withCase } from './rig/fixture.js';
import { regdoctor } from './rig/regdoctor.js';
import type { Rig } from './rig/rig.js';

/** Longest pull after the fix, ms; before it takes 30 s (conformance.test.ts measures that). */
const MOST_MS = 1000;

const { missing } = inject('conformance');

describe.skipIf(missing.length > 0)('regdoctor apply', () => {
  test('--yes makes real buildah stop waiting, and the line that it prints checks again', async () => {
    const build = (rig: Rig) => dropped443(rig, insecure(CLUSTER_NAME));
    await withCase('apply', build, async (rig) => {
      const reference = `${CLUSTER_NAME}/${IMAGE}`;
      const checked = await quietly(() => regdoctor(rig, ['check', reference, '--client', 'buildah', '--json']));
      const report = join(rig.directory, 'report.json');
      await writeFile(report, checked.stdout);

      const shown = await quietly(() => regdoctor(rig, ['apply', report]));
      expect(shown, shown.stderr).toMatchObject({ code: 0 });
      expect(shown.stdout).toContain('\n+++ b/etc/containers/registries.conf.d/50-regdoctor.conf\n');
      const written = await quietly(() => regdoctor(rig, ['apply', report, '--yes']));
      expect(written, written.stderr).toMatchObject({ code: 0 });

      const pulled = await againWhileSlow(MOST_MS, () => quietly(() => pullWith('buildah', reference, rig.host)));
      expect(pulled, pulled.stderr).toMatchObject({ ok: true });
      expect(pulled.ms).toBeLessThan(MOST_MS);
      process.stdout.write(`apply: buildah after it ${(pulled.ms / 1000).toFixed(2)} s\n`);

      const again = /^ {2}regdoctor (check .*)$/m.exec(written.stdout)?.[1]?.split(' ') ?? [];
      expect(again).toContain('buildah');
      const after = await quietly(() => regdoctor(rig, again));
      expect(after, after.stdout).toMatchObject({ code: 0 });
      expect(after.stdout).not.toContain('fallback-delay');
    });
  });
});
