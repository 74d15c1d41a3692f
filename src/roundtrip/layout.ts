import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OwnImage } from './own-image.js';

/** Writes an image as an OCI image layout (image-spec, image-layout.md) into a new directory. */
export async function writeLayout(path: string, image: OwnImage): Promise<void> {
  const blobs = join(path, 'blobs/sha256');
  await mkdir(blobs, { recursive: true });
  for (const { digest, bytes } of [image.manifest, ...image.blobs])
    await writeFile(join(blobs, digest.replace('sha256:', '')), bytes);
  const { mediaType, digest, bytes } = image.manifest;
  const manifests = [{ mediaType, digest, size: bytes.length }];
  await writeFile(join(path, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
  await writeFile(join(path, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
}
