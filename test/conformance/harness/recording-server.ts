import type { IncomingMessage, RequestListener } from 'node:http';
import { type HttpServerOptions, startHttpServer } from '../rig/http-server.js';
import { imageServer, MANIFEST } from '../rig/image-server.js';
import type { Rig } from '../rig/rig.js';

/** A server that keeps everything it was told: the heads of all requests as they came, one text each. */
export interface RecordingServer {
  readonly heads: readonly string[];
}

/** Starts one; `handle` answers. */
export async function startRecordingServer(
  rig: Rig,
  options: HttpServerOptions,
  handle: RequestListener,
): Promise<RecordingServer> {
  const heads: string[] = [];
  await startHttpServer(rig.listeners, options, (request, response) => {
    heads.push([`${request.method} ${request.url}`, ...request.rawHeaders].join('\n'));
    handle(request, response);
  });
  return { heads };
}

/** A whole image, which every client of this family takes. */
const whole = imageServer({ body: MANIFEST.bytes, type: MANIFEST.mediaType });

/** Answers as a registry that lets in who sends any `Authorization`, and challenges the others. */
export function registryBehind(challenge: string, manifest?: RequestListener): RequestListener {
  return (request, response) => {
    if (!allowed(request)) {
      const body = '{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}';
      response.writeHead(401, { 'www-authenticate': challenge, 'content-type': 'application/json' }).end(body);
    } else if (request.url === '/v2/') response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    else if (manifest !== undefined) manifest(request, response);
    else whole(request, response);
  };
}

/** Nobody in particular has the right to anything: the empty login counts as none. */
function allowed({ headers }: IncomingMessage): boolean {
  return headers.authorization !== undefined && headers.authorization !== 'Basic Og==';
}
