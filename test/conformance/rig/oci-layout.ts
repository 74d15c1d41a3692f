import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { mustRun } from './command.js';

const MEDIA_TYPE = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
} as const;

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly platform?: { readonly os: string; readonly architecture: string };
}

/**
 * Writes an OCI image layout (image-spec, image-layout.md) with one layer of one small file: a plain image of the one
 * architecture, or with `asIndex` an index of all. `fillBytes`: so much more in the layer, that no compression makes smaller.
 */
export async function writeOciLayout(
  directory: string,
  architectures: readonly string[],
  asIndex: boolean,
  fillBytes = 0,
): Promise<void> {
  const blobs = join(directory, 'blobs/sha256');
  await mkdir(blobs, { recursive: true });
  const add = async (mediaType: string, content: Buffer): Promise<Descriptor> => {
    const digest = sha256(content);
    await writeFile(join(blobs, digest), content);
    return { mediaType, digest: `sha256:${digest}`, size: content.length };
  };
  const addJson = (mediaType: string, content: object) => add(mediaType, Buffer.from(JSON.stringify(content)));

  const tar = await smallTar(directory, fillBytes);
  const layer = await add(MEDIA_TYPE.layer, gzipSync(tar));
  const manifests: Descriptor[] = [];
  for (const architecture of architectures) {
    const platform = { os: 'linux', architecture };
    const rootfs = { type: 'layers', diff_ids: [`sha256:${sha256(tar)}`] };
    const config = await addJson(MEDIA_TYPE.config, { ...platform, config: { Cmd: ['/hello'] }, rootfs });
    const manifest = { schemaVersion: 2, mediaType: MEDIA_TYPE.manifest, config, layers: [layer] };
    manifests.push({ ...(await addJson(MEDIA_TYPE.manifest, manifest)), platform });
  }
  const index = { schemaVersion: 2, mediaType: MEDIA_TYPE.index, manifests };
  const top = asIndex ? { schemaVersion: 2, manifests: [await addJson(MEDIA_TYPE.index, index)] } : index;
  await writeFile(join(directory, 'index.json'), JSON.stringify(top));
  await writeFile(join(directory, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
}

async function smallTar(directory: string, fillBytes: number): Promise<Buffer> {
  const source = join(directory, 'rootfs');
  await mkdir(source);
  await writeFile(join(source, 'hello'), 'hello\n');
  if (fillBytes > 0) await writeFile(join(source, 'fill'), randomBytes(fillBytes));
  const tar = join(directory, 'layer.tar');
  await mustRun('tar', [
    '--create',
    '--mtime=@0',
    '--owner=0',
    '--group=0',
    '--file',
    tar,
    '--directory',
    source,
    ...(await readdir(source)).sort(),
  ]);
  return readFile(tar);
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
