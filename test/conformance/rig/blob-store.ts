import { readFile, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { type HttpServer, type HttpServerOptions, startHttpServer } from './http-server.js';
import type { Rig } from './rig.js';

/** Where docker-registry keeps everything below its root directory, and asks a store for it by the same path. */
const ROOT = 'docker/registry/v2';

/** A store behind a registry that redirects to it: gives the shared images' blobs by the path of docker-registry's storage, ranges too. */
export function startBlobStore(rig: Rig, options: HttpServerOptions): Promise<HttpServer> {
  return startHttpServer(rig.listeners, options, storedIn(join(rig.shared, 'storage')));
}

function storedIn(storage: string): RequestListener {
  return (request, response) => {
    const path = /^\/(docker\/registry\/v2\/blobs\/sha256\/[0-9a-f]{2}\/[0-9a-f]{64}\/data)(?:\?|$)/.exec(
      request.url ?? '',
    )?.[1];
    if (path === undefined) return void response.writeHead(404).end();
    readFile(join(storage, path)).then(
      (content) => {
        const last = /^bytes=0-(\d+)$/.exec(request.headers.range ?? '')?.[1];
        const headers = { 'content-type': 'application/octet-stream' };
        if (last === undefined) return void response.writeHead(200, headers).end(content);
        const part = content.subarray(0, Number(last) + 1);
        const range = `bytes 0-${part.length - 1}/${content.length}`;
        response.writeHead(206, { ...headers, 'content-range': range }).end(part);
      },
      () => response.writeHead(404).end(),
    );
  };
}

/** Which of an image's blobs is meant. */
export type BlobKind = 'configuration' | 'layer';

/** Path of a blob of a tag in docker-registry's storage. @param storage its root directory @param name `team/app:1.0` */
async function blobPath(storage: string, name: string, kind: BlobKind): Promise<string> {
  const [repository = '', tag = ''] = name.split(':');
  const link = join(storage, ROOT, 'repositories', repository, '_manifests/tags', tag, 'current/link');
  const digest = (await readFile(link, 'utf8')).trim();
  const manifest = JSON.parse(await readFile(dataPath(storage, digest), 'utf8'));
  return dataPath(storage, kind === 'configuration' ? manifest.config.digest : manifest.layers[0].digest);
}

function dataPath(storage: string, digest: string): string {
  const [, sum = ''] = digest.split(':');
  return join(storage, ROOT, 'blobs/sha256', sum.slice(0, 2), sum, 'data');
}

/** Loses a blob, as a disk or a garbage collection at the wrong moment does. */
export async function loseBlob(storage: string, name: string, kind: BlobKind): Promise<void> {
  await rm(await blobPath(storage, name, kind));
}

/** Changes one bit in the middle of a blob. */
export async function damageBlob(storage: string, name: string, kind: BlobKind): Promise<void> {
  const path = await blobPath(storage, name, kind);
  const content = await readFile(path);
  const middle = Math.floor(content.length / 2);
  content[middle] = (content[middle] ?? 0) ^ 1;
  await writeFile(path, content);
}
