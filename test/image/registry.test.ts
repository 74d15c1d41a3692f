import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeImageStorage } from '../conformance/rig/images.js';
import { Namespace } from '../conformance/rig/namespace.js';
import { startRegistryDaemon } from '../conformance/rig/registry-daemon.js';
import { RESTRICTED, runContainer } from './support/container.js';
import { describeImage, images, openWorkshop } from './support/provided.js';
import type { Workshop } from './support/workshop.js';

const REFERENCE = '127.0.0.1:5000/team/app:1.0';

let workshop: Workshop;
let network: Namespace | undefined;

describeImage('a check from inside, against a real registry that speaks plain HTTP', () => {
  beforeAll(async () => {
    workshop = await openWorkshop();
    const directory = join(workshop.directory, 'registry');
    await mkdir(directory, { recursive: true });
    const storage = await makeImageStorage(directory);
    network = await Namespace.create();
    await startRegistryDaemon(network, directory, { address: '127.0.0.1', port: 5000, storage });
  });
  afterAll(() => network?.end());

  async function check(...flags: string[]) {
    const where = ['--network', `ns:/proc/${network?.pid}/ns/net`, ...RESTRICTED, ...flags];
    const command = ['regdoctor', 'check', REFERENCE, '--client', 'skopeo', '--json'];
    const ran = await runContainer(workshop, images.cli, command, { flags: where });
    return { code: ran.code, report: JSON.parse(ran.stdout) };
  }

  test('names the cause, in a restricted pod', async () => {
    const { code, report } = await check();
    expect(report.findings[0].code).toBe('https-on-http-port');
    expect(report.clients[0]).toMatchObject({ client: 'skopeo', outcome: 'fail' });
    expect(code).toBe(1);
  });

  test('and is content with the fix that it prints', async () => {
    const { report } = await check();
    const [fix] = report.findings[0].fixes;
    const mounts = await Promise.all(
      fix.files.map(async (file: { path: string; content: string }, index: number) => {
        const path = join(workshop.directory, `fix-${index}`);
        await writeFile(path, file.content, { mode: 0o644 });
        return ['--volume', `${path}:${file.path}:ro`];
      }),
    );
    expect(mounts.length).toBeGreaterThan(0);
    const fixed = await check(...mounts.flat());
    expect(fixed.report.findings).toEqual([]);
    expect(fixed.code).toBe(0);
  });
});
