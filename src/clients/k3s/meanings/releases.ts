import type { Flavour } from '../flavour.js';

type Name = Flavour['client'];

/** RKE2 came later than all this; k3s did not. Dates of k3s by its tags, see `../versions.ts`. */
export function registriesSince(client: Name): string {
  return client === 'rke2' ? 'rke2, all releases' : 'k3s from v0.10.0 (earlier ones read config.toml.tmpl only)';
}

/** hosts.toml in place of config.toml. */
export const HOSTS_FILES_SINCE = 'from v1.26.13, v1.27.10, v1.28.6, v1.29.1';

/** TLS settings: written for the registry's own endpoint too, but for a few releases. */
export function tlsSince(client: Name): string {
  return `${registriesSince(client)}; not for the registry's own endpoint beside mirrors in v1.26.13 and later v1.26, v1.27.10 to 12, v1.28.6 to 8, v1.29.1 to 3`;
}

/** `insecure_skip_verify`. */
export function skipVerifySince(client: Name): string {
  return client === 'rke2' ? 'rke2 from v1.19.1' : 'k3s from v1.19.1 (before, it is read and does nothing)';
}

/** `rewrite`. */
export function rewritesSince(client: Name): string {
  return `${client} from v1.21.0`;
}

/** Which releases take a template's section of registries, by the name of its plugin; `isVersioned`: the template says `version =`. */
export function sectionReleases(client: Name, plugin: string, isVersioned: boolean): string {
  if (plugin === 'cri')
    return isVersioned
      ? `${client} in no release: [plugins.cri] is the form of a file without a version`
      : `${client} with containerd 1.x (every release up to v1.29.14, v1.30.10, v1.31.5, v1.32.1) and with containerd 2.3 (from v1.36.2); not with containerd 2.0 to 2.2 between them`;
  if (plugin === 'io.containerd.grpc.v1.cri')
    return `${client} with containerd 1.3 and later, in a template with version = 2 (k3s writes that from v1.23.14, v1.24.8, v1.25.4)`;
  return `${client} with containerd 2 (from v1.29.15, v1.30.11, v1.31.6, v1.32.2)`;
}
