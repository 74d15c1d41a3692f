import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Namespace } from '../conformance/rig/namespace.js';
import { describeImage, images, openWorkshop } from './support/provided.js';
import { startStore } from './support/stores.js';
import { Workshop } from './support/workshop.js';

const NAME = 'localhost/regdoctor:carried';

let workshop: Workshop;
let node: Namespace;
let archive: Record<'oci' | 'docker', string>;

describeImage('the image as a file, where the registry is the problem', () => {
  beforeAll(async () => {
    workshop = await openWorkshop();
    archive = { oci: join(workshop.directory, 'oci.tar'), docker: join(workshop.directory, 'docker.tar') };
    await workshop.mustRun('buildah', ['push', images.cli, `oci-archive:${archive.oci}:${NAME}`]);
    await workshop.mustRun('buildah', ['push', images.cli, `docker-archive:${archive.docker}:${NAME}`]);
    node = await Namespace.create('mount -t tmpfs tmpfs /run');
  });
  afterAll(() => node?.end());

  test.each(['oci', 'docker'] as const)('podman load, from a %s archive', async (kind) => {
    const other = await Workshop.create();
    try {
      expect(await other.mustRun('podman', ['load', '--input', archive[kind]])).toContain(NAME);
      const ran = await other.mustRun('podman', ['run', '--rm', '--network', 'none', NAME, 'regdoctor', '--version']);
      expect(ran).toMatch(/regdoctor/);
    } finally {
      await other.remove();
    }
  });

  test.each(['oci', 'docker'] as const)('ctr -n k8s.io images import, from a %s archive', async (kind) => {
    const store = await startStore(node, 'containerd', join(workshop.directory, `containerd-${kind}`));
    try {
      expect(await store.run('images', 'import', archive[kind])).toContain(NAME);
      expect(await store.run('images', 'check')).toMatch(new RegExp(`${NAME} .*complete`));
    } finally {
      await store.end();
    }
  });

  test('docker load, from a docker archive', async () => {
    const store = await startStore(node, 'dockerd', join(workshop.directory, 'docker'));
    try {
      expect(await store.run('load', '--input', archive.docker)).toContain(NAME);
      expect(await store.run('run', '--rm', '--network', 'none', NAME, 'regdoctor', '--version')).toMatch(/regdoctor/);
    } finally {
      await store.end();
    }
  });
});
