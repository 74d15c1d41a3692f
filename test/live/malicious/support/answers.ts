import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import type { Behaviour } from './servers.js';

const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';

/** A digest that fits nothing. */
export const SOME_DIGEST = `sha256:${'0'.repeat(64)}`;

/** Answers every request by a listener. */
export function http(listener: RequestListener): Behaviour {
  return { http: listener };
}

/** Says the same bytes to whatever it is told, and closes. */
export function saying(bytes: Buffer | string): Behaviour {
  return { raw: (connection) => connection.end(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes) };
}

/** Says a head, and then for ever what `part` gives, every `everyMs`. */
export function pouring(head: string, part: () => Buffer | string, everyMs: number): Behaviour {
  return {
    raw: (connection) => {
      connection.write(Buffer.from(head, 'latin1'));
      if (everyMs > 0) {
        const timer = setInterval(() => connection.write(part()), everyMs);
        connection.on('close', () => clearInterval(timer));
      } else pour(connection, part);
    },
  };
}

/** As fast as the other side reads. */
function pour(connection: Socket, part: () => Buffer | string): void {
  const more = () => {
    while (!connection.destroyed) if (!connection.write(part())) return;
  };
  connection.on('drain', more);
  more();
}

/** Answers requests alike. */
export function answering(
  status: number,
  headers: Readonly<Record<string, string | string[]>>,
  body = '',
): RequestListener {
  return (_request, response) => {
    response.writeHead(status, headers).end(body);
  };
}

/** The ping succeeds; what comes after is answered by `then`. */
export function afterPing(then: RequestListener): RequestListener {
  return (request, response) => {
    if (request.url === '/v2/') answering(200, { 'content-type': 'application/json' }, '{}')(request, response);
    else then(request, response);
  };
}

/** Challenges whoever sends no `Authorization`; the others are answered by `then`. */
export function challenging(challenge: string | string[], then: RequestListener = goodImage): RequestListener {
  return (request, response) => {
    const { authorization } = request.headers;
    if (authorization === undefined || authorization === 'Basic Og==')
      answering(401, { 'www-authenticate': challenge, 'content-type': 'application/json' }, '{}')(request, response);
    else afterPing(then)(request, response);
  };
}

/** A Bearer challenge that names a realm. */
export function bearer(realm: string): string {
  return `Bearer realm="${realm}",service="registry.test",scope="repository:team/app:pull"`;
}

/** Redirects everything that `asks`, after the ping and with Basic authentication before it. */
export function redirecting(location: string, status = 307): RequestListener {
  return challenging('Basic realm="here"', answering(status, { location }));
}

const CONFIGURATION = JSON.stringify({ architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: [] } });
const CONFIGURATION_DIGEST = `sha256:${createHash('sha256').update(CONFIGURATION).digest('hex')}`;

/** An image as it should be: the manifest wherever one is asked for, its configuration, no layers. */
export const goodImage: RequestListener = (request, response) => {
  if (request.url?.includes('/blobs/') === true) answering(200, {}, CONFIGURATION)(request, response);
  else manifestOf({ config: configurationOf(CONFIGURATION.length) })(request, response);
};

/** The descriptor of the good image's configuration, with a size that may be a lie. */
export function configurationOf(size: number) {
  return { mediaType: 'application/vnd.oci.image.config.v1+json', digest: CONFIGURATION_DIGEST, size };
}

/** A small image manifest, with fields changed. */
export function manifestOf(more: Readonly<Record<string, unknown>>): RequestListener {
  const manifest = {
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: SOME_DIGEST, size: 2 },
    layers: [],
    ...more,
  };
  return answering(200, { 'content-type': MANIFEST_TYPE }, JSON.stringify(manifest));
}
