import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import type { ConformanceCase, LoggingServer } from '../harness/case.js';
import { faultyHttps, httpsRegistry, IMAGE, NAME } from '../harness/ground.js';
import { type BlobKind, damageBlob, loseBlob, startBlobStore } from '../rig/blob-store.js';
import { answer, loginPage } from '../rig/faults.js';
import { startHttpServer } from '../rig/http-server.js';
import { asJson, imageServer, MANIFEST, manifestObject } from '../rig/image-server.js';
import { ADDRESS } from '../rig/network.js';
import type { LeafRequest } from '../rig/pki.js';
import type { Rig } from '../rig/rig.js';

/** The host that the registry keeps its blobs at. */
const STORE = 'store.test';
const STORE_AT = { [STORE]: [ADDRESS.second] };
const reference = `${NAME}/${IMAGE}`;
const BOTH_FAIL = { buildah: 'fail', skopeo: 'fail' } as const;
const broken = { reference, clients: BOTH_FAIL, fix: 'none', wire: true } as const;
const unreachable = { ...broken, finding: 'blob-redirect-unreachable' } as const;

/** A real docker-registry that sends its clients to the store; `names`: what the name server knows of it. */
async function redirecting(
  rig: Rig,
  names: Readonly<Record<string, readonly string[]>> = STORE_AT,
): Promise<LoggingServer> {
  return httpsRegistry(rig, { redirectsTo: `https://${STORE}` }, {}, names);
}

function storeCertificate(rig: Rig, leaf: Partial<LeafRequest> = {}) {
  return rig.pki.leaf({ names: [STORE], ...leaf });
}

/** A registry whose store answers like this. */
async function withStore(rig: Rig, handle: RequestListener): Promise<readonly LoggingServer[]> {
  const registry = await redirecting(rig);
  const certificate = await storeCertificate(rig);
  const store = await startHttpServer(rig.listeners, { address: ADDRESS.second, port: 443, certificate }, handle);
  return [registry, store];
}

/** A docker-registry whose storage has been changed behind its back. */
async function spoilt(
  rig: Rig,
  spoil: (storage: string, name: string, kind: BlobKind) => Promise<void>,
  kind: BlobKind,
): Promise<readonly LoggingServer[]> {
  const registry = await httpsRegistry(rig, { writable: true });
  await spoil(join(rig.directory, `storage-${ADDRESS.registry}-443`), IMAGE, kind);
  return [registry];
}

/** An image of the oldest kind around the layer that the server has, without a signature. */
export function schema1(): unknown {
  const [layer] = manifestObject().layers;
  const v1 = { id: 'a'.repeat(64), created: '2020-01-01T00:00:00Z', architecture: 'amd64', os: 'linux', config: {} };
  return {
    schemaVersion: 1,
    name: 'team/app',
    tag: '1.0',
    architecture: 'amd64',
    fsLayers: [{ blobSum: layer?.digest }],
    history: [{ v1Compatibility: JSON.stringify(v1) }],
  };
}

function helmChart(): unknown {
  const manifest = manifestObject();
  manifest.config.mediaType = 'application/vnd.cncf.helm.config.v1+json';
  for (const layer of manifest.layers) layer.mediaType = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
  return manifest;
}

function largerConfiguration(): unknown {
  const manifest = manifestObject();
  manifest.config.size += 5;
  return manifest;
}

/** Where content comes from once the manifest is there, and what it is. */
export const BLOBS: readonly ConformanceCase[] = [
  {
    ...unreachable,
    name: 'blob-redirect-unreachable: the store refuses connections',
    detail: 'tcp-refused',
    waits: true,
    build: async (rig) => [await redirecting(rig)],
  },
  {
    ...unreachable,
    name: 'blob-redirect-unreachable: a firewall drops what goes to the store',
    clients: { skopeo: 'fail' },
    detail: 'tcp-timeout',
    waits: true,
    build: async (rig) => {
      await rig.firewall.set('drop', { port: 8443 });
      return [await httpsRegistry(rig, { redirectsTo: `https://${STORE}:8443` }, {}, STORE_AT)];
    },
  },
  {
    ...unreachable,
    name: 'blob-redirect-unreachable: nobody knows the name of the store',
    detail: 'dns-nxdomain',
    build: async (rig) => [await redirecting(rig, {})],
  },
  {
    ...unreachable,
    name: 'blob-redirect-unreachable: the store has a certificate of an unknown authority',
    detail: 'tls-unknown-ca',
    fix: 'applies',
    wire: false,
    build: async (rig) => {
      const certificate = await storeCertificate(rig, { issuer: 'unknown' });
      const store = await startBlobStore(rig, { address: ADDRESS.second, port: 443, certificate });
      return [await redirecting(rig), store];
    },
  },
  {
    ...unreachable,
    name: 'blob-redirect-unreachable: the store refuses the signed address (403)',
    build: (rig) =>
      withStore(
        rig,
        answer(403, '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', {
          'content-type': 'application/xml',
        }),
      ),
  },
  {
    ...unreachable,
    name: 'blob-redirect-unreachable: a login page in the place of the store',
    detail: 'captive-portal-or-html',
    build: (rig) => withStore(rig, loginPage),
  },
  {
    ...broken,
    name: 'healthy: blobs come from another host',
    clients: { buildah: 'ok', skopeo: 'ok', podman: 'ok' },
    finding: null,
    build: async (rig) => {
      const certificate = await storeCertificate(rig);
      const store = await startBlobStore(rig, { address: ADDRESS.second, port: 443, certificate });
      return [await redirecting(rig), store];
    },
  },
  {
    ...broken,
    name: 'blob-unknown-or-corrupt: the store has lost the blob',
    finding: 'blob-unknown-or-corrupt',
    build: (rig) =>
      withStore(
        rig,
        answer(404, '<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>', {
          'content-type': 'application/xml',
        }),
      ),
  },
  {
    ...broken,
    name: 'blob-unknown-or-corrupt: the registry has lost the configuration',
    clients: { ...BOTH_FAIL, podman: 'fail' },
    finding: 'blob-unknown-or-corrupt',
    waits: true,
    build: (rig) => spoilt(rig, loseBlob, 'configuration'),
  },
  {
    ...broken,
    name: 'blob-unknown-or-corrupt: the registry has lost a layer, which skopeo inspect does not need',
    clients: { buildah: 'fail', skopeo: 'ok' },
    finding: 'blob-unknown-or-corrupt',
    waits: true,
    build: (rig) => spoilt(rig, loseBlob, 'layer'),
  },
  {
    ...broken,
    name: 'blob-unknown-or-corrupt: one bit of the configuration is another',
    finding: 'blob-unknown-or-corrupt',
    build: (rig) => spoilt(rig, damageBlob, 'configuration'),
  },
  {
    ...broken,
    name: 'blob-unknown-or-corrupt: one bit of the layer is another',
    clients: { buildah: 'fail', skopeo: 'ok' },
    finding: 'blob-unknown-or-corrupt',
    build: (rig) => spoilt(rig, damageBlob, 'layer'),
  },
  {
    ...broken,
    name: 'blob-unknown-or-corrupt: the manifest is wrong about the size of the configuration',
    clients: { buildah: 'fail', skopeo: 'ok' },
    finding: 'blob-unknown-or-corrupt',
    build: async (rig) => [await faultyHttps(rig, imageServer(asJson(largerConfiguration())))],
  },
  {
    ...broken,
    name: 'digest-mismatch: another manifest than the one asked for',
    reference: `${NAME}/team/app@${MANIFEST.digest}`,
    finding: 'digest-mismatch',
    build: async (rig) => [
      await faultyHttps(
        rig,
        imageServer({ body: Buffer.concat([MANIFEST.bytes, Buffer.from('\n')]), type: MANIFEST.mediaType }),
      ),
    ],
  },
  {
    ...broken,
    name: 'healthy: a manifest of schema 1, which this family still takes',
    clients: { buildah: 'ok', skopeo: 'ok' },
    finding: null,
    build: async (rig) => {
      const type = 'application/vnd.docker.distribution.manifest.v1+json';
      return [await faultyHttps(rig, imageServer(asJson(schema1(), type)))];
    },
  },
  {
    ...broken,
    name: 'mediatype-unsupported: a Content-Type of somebody’s own',
    finding: 'mediatype-unsupported',
    build: async (rig) => {
      const type = 'application/vnd.example.manifest.v1+json';
      return [await faultyHttps(rig, imageServer(asJson(manifestObject(), type)))];
    },
  },
  {
    ...broken,
    name: 'mediatype-unsupported: a Helm chart',
    finding: 'mediatype-unsupported',
    build: async (rig) => [await faultyHttps(rig, imageServer(asJson(helmChart())))],
  },
];
