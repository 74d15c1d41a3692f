import type { Cause } from './context.js';

/** Where each family of clients takes a client certificate from; `HOST` and `PORT` stand for the registry's. */
export function clientCertificatePlace(client: string, url: URL): string {
  const registry = url.host;
  switch (client) {
    case 'docker':
      return `/etc/docker/certs.d/${registry}/client.cert and client.key`;
    case 'buildah':
    case 'podman':
    case 'skopeo':
    case 'cri-o':
      return `/etc/containers/certs.d/${registry}/client.cert and client.key`;
    case 'k3s':
    case 'rke2':
      return `/etc/rancher/${client}/registries.yaml, configs."${registry}".tls: cert_file and key_file`;
    case 'buildkit':
      return `buildkitd.toml, [[registry."${registry}".keypair]]: key and cert`;
    case 'oras':
    case 'helm':
      return `the flags --cert-file and --key-file of ${client}`;
    case 'crane':
      return 'nowhere: crane has no setting for one';
    default:
      return `hosts.toml of ${registry}, client = [["CERT.pem", "KEY.pem"]]`;
  }
}

/** The places for the client of a cause, in a sentence. */
export function placesFor({ case: { plan } }: Cause, url: URL): string {
  return `${plan.client}: ${clientCertificatePlace(plan.client, url)}`;
}
