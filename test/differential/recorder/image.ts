import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** Something a registry hands out by its digest. */
export interface Blob {
  readonly digest: string;
  readonly mediaType: string;
  readonly body: Buffer;
}

const ARCHITECTURE = process.arch === 'x64' ? 'amd64' : process.arch;
const MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
const LIST = 'application/vnd.docker.distribution.manifest.list.v2+json';

function blob(mediaType: string, body: Buffer): Blob {
  return { mediaType, body, digest: `sha256:${createHash('sha256').update(body).digest('hex')}` };
}

function json(mediaType: string, value: unknown): Blob {
  return blob(mediaType, Buffer.from(JSON.stringify(value)));
}

function described({ mediaType, digest, body }: Blob) {
  return { mediaType, digest, size: body.length };
}

/** Two blocks of zeroes: an archive without files. */
const EMPTY_TAR = Buffer.alloc(1024);
const layer = blob('application/vnd.docker.image.rootfs.diff.tar.gzip', gzipSync(EMPTY_TAR));
const diffId = `sha256:${createHash('sha256').update(EMPTY_TAR).digest('hex')}`;
const config = json('application/vnd.docker.container.image.v1+json', {
  architecture: ARCHITECTURE,
  os: 'linux',
  created: '2024-01-01T00:00:00Z',
  config: {},
  rootfs: { type: 'layers', diff_ids: [diffId] },
  history: [{ created: '2024-01-01T00:00:00Z', created_by: 'nothing' }],
});

/** The manifest of the one image there is, for this machine's platform. */
export const IMAGE: Blob = json(MANIFEST, {
  schemaVersion: 2,
  mediaType: MANIFEST,
  config: described(config),
  layers: [described(layer)],
});

/** A list whose only child is `IMAGE`. */
export const INDEX: Blob = json(LIST, {
  schemaVersion: 2,
  mediaType: LIST,
  manifests: [{ ...described(IMAGE), platform: { os: 'linux', architecture: ARCHITECTURE } }],
});

/** Manifests by digest, and the blobs they name. */
export const MANIFESTS: readonly Blob[] = [IMAGE, INDEX];
export const BLOBS: readonly Blob[] = [config, layer];
