import type { Host } from '../../host/host.js';
import type { CredentialRef } from '../../plan/nodes.js';
import { dockerConfigPath, dockerLogin, HUB_KEY } from '../docker-credential.js';

/** Keys under which a login of a contacted host may be kept, first one first (containerd/nerdctl `dockerconfigresolver/registryurl.go`: AllIdentifiers). */
function keysOf(contacted: string): readonly string[] {
  const port = /:(\d+)$/.exec(contacted)?.[1];
  if (port !== undefined && port !== '443') return [contacted];
  const bare = contacted.replace(/:443$/, '');
  const hub = bare === 'index.docker.io' || bare === 'registry-1.docker.io' ? [HUB_KEY] : [];
  return [`${bare}:443`, ...hub, bare];
}

/** The login nerdctl sends to a contacted `host[:port]`, out of docker's `config.json`; null: none. */
export function nerdctlCredential(host: Host, contacted: string): CredentialRef | null {
  const path = dockerConfigPath(host);
  return keysOf(contacted)
    .toReversed()
    .reduce<CredentialRef | null>(
      // A key whose store fails is passed over (…/credentialsstore.go: Retrieve).
      (next, key) => dockerLogin(host, path, key, 'nothing', next).credential ?? next,
      null,
    );
}
