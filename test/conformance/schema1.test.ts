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

/** The releases of the distribution still take schema 1; a newer client, where the machine has one, does not. */
describe.skipIf(missing.length > 0 || crane === null)('schema1-unsupported', () => {
  test('crane refuses an image of schema 1, and regdoctor says so', async () => {
    const build = async (rig: Rig): Promise<void> => {
      await trustRoot(rig);
      await faultyHttps(rig, imageServer(asJson(schema1(), TYPE)));
    };
    await withCase('schema 1 with crane', build, async (rig) => {
      await rig.host.copyIn(crane ?? '', '/run/rig/crane');
      const real = await rig.host.run('/run/rig/crane', ['pull', REFERENCE, 'image.tar'], { timeoutMs: 30_000 });
      expect(real.code).not.toBe(0);
      expect(real.stderr).toContain('manifest.v1+prettyjws');
      const said = await regdoctor(rig, ['check', REFERENCE, '--client', 'crane@0.22.1', '--json']);
      const [primary] = told(readReport(said));
      expect(primary).toMatchObject({ code: 'schema1-unsupported', severity: 'error' });
    });
  });
});
