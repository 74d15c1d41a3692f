import type { RequestListener } from 'node:http';
import { digestOf, tinyImage } from '../../../src/lab/image.js';
import { ARCHITECTURE } from './images.js';

const IMAGE = tinyImage([{ os: 'linux', architecture: ARCHITECTURE }]);
const [TINY_MANIFEST] = IMAGE.manifests;
if (TINY_MANIFEST === undefined) throw new Error('an image without a manifest');
/** The manifest of the one image that these servers have. */
export const MANIFEST = TINY_MANIFEST;

/** What is served in place of the good manifest. */
export interface Served {
  readonly body: Buffer;
  readonly type: string;
}

/** The manifest as an object, to change. */
export function manifestObject(): {
  config: { mediaType: string; size: number };
  layers: { mediaType: string; digest: string }[];
} {
  return JSON.parse(MANIFEST.bytes.toString('utf8'));
}

/** A changed manifest under its type. */
export function asJson(value: unknown, type: string = MANIFEST.mediaType): Served {
  return { body: Buffer.from(JSON.stringify(value)), type };
}

/** A registry with one image and good blobs that answers every request for a manifest by `served`. */
export function imageServer(served: Served): RequestListener {
  const blobs = new Map(IMAGE.blobs.map(({ digest, bytes }) => [digest, bytes]));
  return (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (path === '/v2/') return void response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    if (path.includes('/manifests/')) {
      const headers = { 'content-type': served.type, 'docker-content-digest': digestOf(served.body) };
      return void response.writeHead(200, headers).end(served.body);
    }
    const blob = blobs.get(/\/blobs\/(.+)$/.exec(path)?.[1] ?? '');
    if (blob !== undefined)
      return void response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(blob);
    const body = '{"errors":[{"code":"BLOB_UNKNOWN","message":"blob unknown to registry"}]}';
    response.writeHead(404, { 'content-type': 'application/json' }).end(body);
  };
}
