import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** Something a registry stores under its digest. */
export interface Content {
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** The one file of an image. */
export interface ImageFile {
  /** At the root of the image; up to 99 bytes of ASCII. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Permissions, as `0o644`. */
  readonly mode: number;
}

/** An image of one file for some platforms: an index, and per platform a manifest; the layer is shared. */
export interface TinyImage {
  readonly index: Content;
  readonly manifests: readonly Content[];
  readonly blobs: readonly Content[];
}

export interface ImagePlatform {
  readonly os: string;
  readonly architecture: string;
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';

const HELLO: ImageFile = { name: 'hello.txt', bytes: Buffer.from('pulled from the lab\n'), mode: 0o644 };
/** tar counts in blocks of so many bytes. */
const TAR_BLOCK_BYTES = 512;

/** Builds the image (opencontainers/image-spec); it starts its file. The same platforms and file give the same digests. */
export function tinyImage(platforms: readonly ImagePlatform[], file: ImageFile = HELLO): TinyImage {
  const tar = tarOf(file);
  const layer = content(LAYER, gzipSync(tar));
  const images = platforms.map(({ os, architecture }) => {
    const rootfs = { type: 'layers', diff_ids: [digestOf(tar)] };
    const config = json(CONFIG, { architecture, os, config: { Cmd: [`/${file.name}`] }, rootfs });
    const manifest = json(MANIFEST, {
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: descriptor(config),
      layers: [descriptor(layer)],
    });
    return { config, manifest, platform: { os, architecture } };
  });
  const children = images.map(({ manifest, platform }) => ({ ...descriptor(manifest), platform }));
  return {
    index: json(INDEX, { schemaVersion: 2, mediaType: INDEX, manifests: children }),
    manifests: images.map(({ manifest }) => manifest),
    blobs: [layer, ...images.map(({ config }) => config)],
  };
}

/** `sha256:` and the hexadecimal sum. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function content(mediaType: string, bytes: Buffer): Content {
  return { digest: digestOf(bytes), mediaType, bytes };
}

function json(mediaType: string, value: unknown): Content {
  return content(mediaType, Buffer.from(JSON.stringify(value)));
}

function descriptor({ digest, mediaType, bytes }: Content) {
  return { mediaType, digest, size: bytes.length };
}

/** A tar archive of one file (POSIX ustar): header block, content, padding, two empty blocks. */
function tarOf({ name, bytes, mode }: ImageFile): Buffer {
  const header = Buffer.alloc(TAR_BLOCK_BYTES);
  header.write(name, 0);
  header.write(`${mode.toString(8).padStart(7, '0')}\0`, 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        0', 148);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, octet) => total + octet, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const content = Buffer.alloc(Math.ceil(bytes.length / TAR_BLOCK_BYTES) * TAR_BLOCK_BYTES);
  content.set(bytes);
  return Buffer.concat([header, content, Buffer.alloc(2 * TAR_BLOCK_BYTES)]);
}
