import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labAuthority } from '../../../src/lab/authority.js';
import { issueCertificate, SERVER_AUTHENTICATION } from '../../../src/lab/certificate.js';
import { type CountedServer, countedServer } from './counted-server.js';

/** A healthy registry over TLS that wants a token from a server of its own, and a machine that trusts both. */
export interface HealthyRegistry {
  readonly registry: CountedServer;
  readonly tokens: CountedServer;
  /** Where the machine's files are. */
  readonly root: string;
  readonly reference: string;
  end(): Promise<void>;
}

const HOUR_MS = 3_600_000;
const DIGEST = (bytes: string): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const CONFIGURATION = JSON.stringify({ architecture: process.arch === 'x64' ? 'amd64' : process.arch, os: 'linux' });
const LAYER = 'one layer';
const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';
const MANIFEST = JSON.stringify({
  schemaVersion: 2,
  mediaType: MANIFEST_TYPE,
  config: {
    mediaType: 'application/vnd.oci.image.config.v1+json',
    digest: DIGEST(CONFIGURATION),
    size: CONFIGURATION.length,
  },
  layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: DIGEST(LAYER), size: LAYER.length }],
});
const IMAGE = '/v2/team/app';
/** What an account that is told its token may ask for. */
const ANSWERS: Readonly<Record<string, readonly [type: string, body: string]>> = {
  '/v2/': ['application/json', '{}'],
  [`${IMAGE}/manifests/1.0`]: [MANIFEST_TYPE, MANIFEST],
  [`${IMAGE}/manifests/${DIGEST(MANIFEST)}`]: [MANIFEST_TYPE, MANIFEST],
  [`${IMAGE}/blobs/${DIGEST(CONFIGURATION)}`]: ['application/octet-stream', CONFIGURATION],
  [`${IMAGE}/blobs/${DIGEST(LAYER)}`]: ['application/octet-stream', LAYER],
};

/** Starts both servers on 127.0.0.1, and lays the machine's files out. */
export async function healthyRegistry(): Promise<HealthyRegistry> {
  const nowMs = Date.now();
  const authority = labAuthority(nowMs);
  const certificate = issueCertificate({
    subject: 'healthy',
    issuer: authority,
    ca: false,
    notBeforeMs: nowMs - HOUR_MS,
    notAfterMs: nowMs + HOUR_MS,
    ipAddresses: ['127.0.0.1'],
    extendedKeyUsages: [SERVER_AUTHENTICATION],
  });
  const tokens = await countedServer(certificate, (_request, response) =>
    send(response, 200, 'application/json', JSON.stringify({ token: 'good', access_token: 'good', expires_in: 300 })),
  );
  const challenge = `Bearer realm="https://127.0.0.1:${tokens.port}/token",service="healthy"`;
  const registry = await countedServer(certificate, ({ headers, url = '' }, response) => {
    const known = ANSWERS[url];
    if (headers.authorization !== 'Bearer good')
      return send(response, 401, 'application/json', '{"errors":[{"code":"UNAUTHORIZED"}]}', {
        'www-authenticate': challenge,
      });
    if (known === undefined) return send(response, 404, 'application/json', '{"errors":[{"code":"NAME_UNKNOWN"}]}');
    send(response, 200, ...known, url.includes('manifests') ? { 'docker-content-digest': DIGEST(MANIFEST) } : {});
  });
  const root = await mkdtemp(join(tmpdir(), 'regdoctor-healthy-'));
  await mkdir(join(root, 'etc/ssl/certs'), { recursive: true });
  await writeFile(join(root, 'etc/ssl/certs/ca-certificates.crt'), authority.pem);
  return {
    registry,
    tokens,
    root,
    reference: `127.0.0.1:${registry.port}/team/app:1.0`,
    end: async () => {
      registry.end();
      tokens.end();
      await rm(root, { recursive: true, force: true });
    },
  };
}

function send(response: ServerResponse, status: number, type: string, body: string, more: object = {}): void {
  response
    .writeHead(status, {
      'content-type': type,
      'content-length': Buffer.byteLength(body),
      'docker-distribution-api-version': 'registry/2.0',
      ...more,
    })
    .end(body);
}
