import { test } from 'vitest';
import { writeFile } from 'node:fs/promises';
import { withCase } from './rig/fixture.js';
import { regdoctor } from './rig/regdoctor.js';
import { HEALTHY } from './cases/healthy.js';
import { SEED } from './cases/seed.js';
test('scratch', async () => {
  for (const one of [...HEALTHY, ...SEED]) {
    await withCase(one.name, one.build, async (rig) => {
      const f = Object.keys(one.clients).flatMap((c) => ['--client', c]);
      const r = await regdoctor(rig.host, ['check', one.reference, ...f, ...(one.flags ?? [])], { env: one.environment ?? {} });
      const j = await regdoctor(rig.host, ['check', one.reference, '--json', ...f, ...(one.flags ?? [])], { env: one.environment ?? {} });
      console.log(`##### ${one.name} exit ${r.code} ${Math.round(r.ms)} ms\n${r.stdout}\n${r.stderr}`);
      await writeFile(`/tmp/scratch-${one.name.replace(/\W+/g, '-')}.json`, j.stdout);
    });
  }
});
