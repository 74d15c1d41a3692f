import { readFile } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { layoutPath } from './images.js';

/** An answer before the registry's own; null lets the request through. */
export type Gate = (request: IncomingMessage) => {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
} | null;

/** Serves `team/app:1.0` from the layout that was pushed, to pull only, behind a gate: for what docker-registry can't be set up to say. */
export function layoutRegistry(shared: string, gate: Gate): RequestListener {
  const layout = layoutPath(shared, 'team/app:1.0');
  return (request, response) => {
    const stopped = gate(request);
    if (stopped !== null) response.writeHead(stopped.status, stopped.headers).end(stopped.body ?? '');
    else void serve(layout, request.url ?? '', response);
  };
}

/** 401 with these challenges, a header line each. */
export function unauthorized(...challenges: string[]) {
  return {
    status: 401,
    headers: {
      'content-type': 'application/json',
      ...(challenges.length === 0 ? {} : { 'www-authenticate': challenges }),
    },
    body: '{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}',
  };
}

async function serve(layout: string, path: string, response: ServerResponse): Promise<void> {
  if (/^\/v2\/?$/.test(path)) {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    return;
  }
  const [, kind, asked = ''] = /^\/v2\/team\/app\/(manifests|blobs)\/([\w.:-]+)$/.exec(path) ?? [];
  const index: { manifests: { digest: string; mediaType: string }[] } = JSON.parse(
    await readFile(join(layout, 'index.json'), 'utf8'),
  );
  const [manifest] = index.manifests;
  const digest = asked.startsWith('sha256:') ? asked : (manifest?.digest ?? '');
  const content = await readFile(join(layout, 'blobs', digest.replace(':', '/'))).catch(() => null);
  if (kind === undefined || content === null) {
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"errors":[{"code":"MANIFEST_UNKNOWN"}]}');
    return;
  }
  const type = kind === 'manifests' ? (manifest?.mediaType ?? '') : 'application/octet-stream';
  response.writeHead(200, { 'content-type': type, 'docker-content-digest': digest, 'content-length': content.length });
  response.end(content);
}
