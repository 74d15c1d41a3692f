import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from './command.js';
import { Namespace } from './namespace.js';
import { writeOciLayout } from './oci-layout.js';
import { startRegistryDaemon } from './registry-daemon.js';

/** This machine's architecture in the words of images, and one that it certainly is not. */
export const ARCHITECTURE = process.arch === 'x64' ? 'amd64' : process.arch;
export const FOREIGN_ARCHITECTURE = 's390x';

/** What every registry of the rig holds. */
export const IMAGES = [
  { name: 'team/app:1.0', architectures: [ARCHITECTURE] },
  { name: 'team/app:multi', architectures: [ARCHITECTURE, FOREIGN_ARCHITECTURE] },
  { name: 'team/app:foreign', architectures: [FOREIGN_ARCHITECTURE], asIndex: true },
  { name: 'team/app:foreign-plain', architectures: [FOREIGN_ARCHITECTURE] },
  { name: 'library/hello:latest', architectures: [ARCHITECTURE] },
] as const;

/** Makes the images, pushes them with skopeo to a docker-registry once, and leaves its storage in `directory`/storage. */
export async function makeImageStorage(directory: string): Promise<string> {
  const storage = join(directory, 'storage');
  await mkdir(storage, { recursive: true });
  const namespace = await Namespace.create();
  try {
    const at = { address: '127.0.0.1', port: 5000 };
    await startRegistryDaemon(namespace, directory, { ...at, storage, writable: true });
    for (const image of IMAGES) {
      const layout = join(directory, 'layouts', image.name.replace(/[/:]/g, '-'));
      await writeOciLayout(layout, image.architectures, 'asIndex' in image || image.architectures.length > 1);
      const policy = ['--insecure-policy', 'copy', '--all', '--dest-tls-verify=false'];
      await namespace.mustRun('skopeo', [...policy, `oci:${layout}`, `docker://127.0.0.1:5000/${image.name}`]);
    }
  } finally {
    await namespace.end();
  }
  return storage;
}

/** The OCI layout of an image (see IMAGES) in the shared directory: something to push. */
export function layoutPath(shared: string, name: (typeof IMAGES)[number]['name']): string {
  return join(shared, 'layouts', name.replace(/[/:]/g, '-'));
}

/** A writable copy of the shared storage, for a registry that takes pushes. */
export async function copyStorage(storage: string, to: string): Promise<string> {
  await mustRun('cp', ['-a', storage, to]);
  return to;
}
