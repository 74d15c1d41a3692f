import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { mustRun } from '../rig/command.js';
import { ARCHITECTURE } from '../rig/images.js';

/** A program that needs no library: what containers of the tests run. */
const STATIC_PROGRAM = '/sbin/ldconfig';

/** An image as base images are: a program, and a file that belongs to another group than root's. With a Containerfile that builds on it. */
export async function writeImage(directory: string): Promise<void> {
  const root = join(directory, 'root');
  const blobs = join(directory, 'blobs/sha256');
  await Promise.all([mkdir(join(root, 'bin'), { recursive: true }), mkdir(join(root, 'etc'), { recursive: true })]);
  await mkdir(blobs, { recursive: true });
  await copyFile(STATIC_PROGRAM, join(root, 'bin/hello'));
  await chmod(join(root, 'bin/hello'), 0o755);
  await writeFile(join(root, 'etc/shadow'), 'root:*:1::::::\n');
  const tar = join(directory, 'layer.tar');
  const options = ['--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '-C', root];
  await mustRun('tar', ['-cf', tar, ...options, 'bin']);
  await mustRun('tar', [
    '-rf',
    tar,
    ...options.map((each) => (each === '--group=0' ? '--group=42' : each)),
    'etc/shadow',
  ]);
  const layer = await readFile(tar);
  const digest = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
  const add = async (mediaType: string, content: Buffer): Promise<object> => {
    await writeFile(join(blobs, digest(content)), content);
    return {
      mediaType: `application/vnd.oci.image.${mediaType}`,
      digest: `sha256:${digest(content)}`,
      size: content.length,
    };
  };
  const config = {
    architecture: ARCHITECTURE,
    os: 'linux',
    config: { Cmd: ['/bin/hello', '--version'] },
    rootfs: { type: 'layers', diff_ids: [`sha256:${digest(layer)}`] },
  };
  const manifest = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: await add('config.v1+json', Buffer.from(JSON.stringify(config))),
    layers: [await add('layer.v1.tar+gzip', gzipSync(layer))],
  };
  const found = await add('manifest.v1+json', Buffer.from(JSON.stringify(manifest)));
  const named = { ...found, annotations: { 'org.opencontainers.image.ref.name': '1' } };
  await writeFile(join(directory, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [named] }));
  await writeFile(join(directory, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  await mkdir(join(directory, 'context'));
  await writeFile(join(directory, 'context/Containerfile'), 'FROM oci:/opt/image:1\nRUN ["/bin/hello", "--version"]\n');
}
