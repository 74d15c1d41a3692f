import type { HttpFact } from '../../../src/facts/facts.js';
import { httpFact, manifestFact } from '../support/facts.js';
import type { Asked, World } from '../support/world.js';

export const CONFIGURATION = `sha256:${'c'.repeat(64)}`;
export const LAYER = `sha256:${'d'.repeat(64)}`;
/** The host that the registry's blobs are at. */
export const STORE = 'https://store.example/blob';

/** Daemons that take the registry's certificate unseen: made-up servers show none. */
export const UNVERIFIED: Readonly<Record<string, string>> = {
  '/etc/docker/daemon.json': '{"insecure-registries": ["reg.example:5000"]}',
  '/etc/containerd/config.toml':
    'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\nconfig_path = "/etc/containerd/certs.d"\n',
  '/etc/containerd/certs.d/reg.example:5000/hosts.toml':
    'server = "https://reg.example:5000"\n[host."https://reg.example:5000"]\nskip_verify = true\n',
};

const OCI = 'application/vnd.oci.image.manifest.v1+json';

/** An image's manifest that names a configuration and a layer, changed. */
export function imageFact(more: Partial<HttpFact> = {}): HttpFact {
  const entry = (digest: string, mediaType: string) => ({ digest, mediaType, size: 100 });
  return {
    ...manifestFact(),
    headers: { 'content-type': OCI },
    mediaType: OCI,
    schemaVersion: 2,
    configDigest: CONFIGURATION,
    config: entry(CONFIGURATION, 'application/vnd.oci.image.config.v1+json'),
    layers: [entry(LAYER, 'application/vnd.oci.image.layer.v1.tar+gzip')],
    ...more,
  };
}

/** A registry with that image; `blob` answers what is asked for under /blobs/ and at the store. */
export function imageRegistry(
  blob: (asked: Asked) => HttpFact | undefined,
  manifest: HttpFact = imageFact(),
): Required<Pick<World, 'http'>> {
  return {
    http: (asked) => {
      const { pathname, hostname } = asked.url;
      if (pathname === '/v2/') return undefined;
      if (hostname === 'reg.example' && pathname.includes('/manifests/')) return manifest;
      return blob(asked) ?? httpFact(200);
    },
  };
}

/** The registry sends to the store, which answers by `store`. */
export function redirecting(
  store: (asked: Asked) => HttpFact | undefined = () => undefined,
): Required<Pick<World, 'http'>> {
  return imageRegistry((asked) =>
    asked.url.hostname === 'store.example'
      ? store(asked)
      : httpFact(307, { headers: { location: `${STORE}?X-Signature=redacted` } }),
  );
}
