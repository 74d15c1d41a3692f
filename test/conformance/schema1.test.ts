import { describe, expect, inject, test } from 'vitest';
import { schema1 } from './cases/blobs.js';
import { faultyHttps, IMAGE, NAME, trustRoot } from './harness/ground.js';
import { readReport, told } from './harness/report-checks.js';
import { CRANE } from './pairs/programs.js';
import { withCase } from './rig/fixture.js';
import { asJson, imageServer } from './rig/image-server.js';
import { optionalProgram } from './rig/optional-programs.js';
import { regdoctor } from './rig/regdoctor.js';
import type { Rig } from './rig/rig.js';

const REFERENCE = `${NAME}/${IMAGE}`;
const TYPE = 'application/vnd.docker.distribution.manifest.v1+prettyjws';
const { missing } = inject('conformance');
const crane = optionalProgram(CRANE);

/** An image of schema 1 behind a registry that is otherwise in order. */
const build = async (rig: Rig): Promise<void> => {
  await trustRoot(rig);
  await faultyHttps(rig, imageServer(asJson(schema1(), TYPE)));
};
const findings = async (rig: Rig, client: string) =>
  told(readReport(await regdoctor(rig, ['check', REFERENCE, '--client', client, '--json'])));

describe.skipIf(missing.length > 0)('schema1-unsupported', () => {
  test('skopeo of the distribution still takes it, and regdoctor is silent', async () => {
    await withCase('schema 1 with skopeo', build, async (rig) => {
      const real = await rig.host.run('skopeo', ['inspect', '--raw', `docker://${REFERENCE}`]);
      expect(real).toMatchObject({ code: 0 });
      expect(await findings(rig, 'skopeo')).toEqual([]);
    });
  });

  // A newer client, where the machine has one (scripts/build-newer-programs.sh).
  if (crane !== null)
    test('crane refuses it, and regdoctor says so', async () => {
      await withCase('schema 1 with crane', build, async (rig) => {
        await rig.host.copyIn(crane, '/run/rig/crane');
        const real = await rig.host.run('/run/rig/crane', ['pull', REFERENCE, 'image.tar'], { timeoutMs: 30_000 });
        expect(real.code).not.toBe(0);
        expect(real.stderr).toContain('manifest.v1+prettyjws');
        const [primary] = await findings(rig, 'crane@0.22.1');
        expect(primary).toMatchObject({ code: 'schema1-unsupported', severity: 'error' });
      });
    });
});
