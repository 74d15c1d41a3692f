import type { Host } from '../../host/host.js';
import { hostsDirectory } from '../containerd/hosts-directory.js';

/**
 * The directory for a registry as nerdctl's own resolver finds it, root by root: under the name with its port, 443 where none is written, and for
 * port 443 then without one. `_default` counts at the first look-up, and so hides a directory without port (containerd/nerdctl
 * `pkg/imgutil/dockerconfigresolver/hostsstore.go`: hostDirsFromRoot, `dockerconfigresolver.go`: NewHostOptions). Null: none.
 */
export function nerdctlDirectory(
  host: Host,
  version: string,
  roots: readonly string[],
  registry: string,
): string | null {
  const names = searchedNames(registry);
  for (const root of roots) {
    if (host.files.list(root).kind !== 'directory') continue;
    for (const name of names) {
      const found = hostsDirectory(host, version, [root], name);
      if (found !== null) return found;
    }
  }
  return null;
}

function searchedNames(registry: string): readonly string[] {
  if (registry === 'docker.io' || /^index\.docker\.io(:443)?$/.test(registry)) return ['docker.io'];
  const port = /:(\d+)$/.exec(registry)?.[1];
  if (port !== undefined && port !== '443') return [registry];
  const bare = registry.replace(/:443$/, '');
  return [`${bare}:443`, bare];
}
