import { posix } from 'node:path';
import type { Meaning } from '../../client.js';
import { named } from '../../meaning.js';
import { certificateDirectory, certificateParents } from '../certs/directory.js';
import { loadCertificates } from '../certs/load.js';
import { type PullReference, pullSources } from '../registries/pull-sources.js';
import type { ToolRun } from '../run.js';

/** Registries told of; real machines have a handful. */
const MOST = 100;
const READERS = 'buildah, podman, skopeo and CRI-O, all versions; read at every connection';

/** What the certs.d directories say: for the places that these names are asked of, or (null) for every registry that has a directory. */
export function certificateMeanings(run: ToolRun, names: readonly PullReference[] | null): readonly Meaning[] {
  const { host, features, flags } = run;
  const { generation } = features;
  const listed = (directory: string): readonly string[] => {
    const found = host.files.list(directory);
    return found.kind === 'directory' ? found.names.slice(0, MOST) : [];
  };
  const registries =
    names === null ? certificateParents(host, generation).flatMap(listed) : names.flatMap((name) => asked(run, name));
  return [...new Set(registries)].slice(0, MOST).flatMap((registry): Meaning[] => {
    const directory = certificateDirectory(host, generation, registry, names === null ? null : flags.certDirectory);
    const found = loadCertificates(host, directory);
    if (!found.ok) return [];
    const at = named(registry);
    const isDockers = directory.path?.startsWith('/etc/docker/') === true;
    const others = isDockers
      ? 'docker reads it too; containerd, k3s and k0s do not'
      : 'docker, containerd, k3s and k0s do not read it';
    const versions = isDockers ? `${READERS}; docker too` : READERS;
    const name = /:\d+$/.test(registry) ? 'no other port of the host' : `${at}:5000 has a directory of its own`;
    const authorities = found.authorities.map(
      ({ path, source }): Meaning => ({
        source,
        does: `the CA in ${posix.basename(path)} is trusted at https://${at}, beside the system's`,
        versions,
        not: `counts for exactly this name as it is asked, after rewriting (${name}); allows no plain HTTP; ${others}`,
      }),
    );
    const { clientCertificate } = found;
    if (clientCertificate === null) return authorities;
    const { source, keyPath } = clientCertificate;
    const does = `the client certificate is shown to https://${at}, with the key in ${posix.basename(keyPath)}`;
    return [...authorities, { source, does, versions, not: `trusts no CA; ${others}` }];
  });
}

/** host[:port] of every place that a name is asked of. */
function asked({ config }: ToolRun, name: PullReference): readonly string[] {
  const sources = pullSources(config, name);
  return sources.ok ? sources.sources.map(({ registry }) => registry) : [name.registry];
}
