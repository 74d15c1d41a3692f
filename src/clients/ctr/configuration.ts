import { posix } from 'node:path';
import type { Configuration, ConfigurationPlace, ConfigurationRequest } from '../client.js';
import { directoryNames } from '../containerd/hosts-directory.js';
import { allHostsObservations, hostsObservations } from '../containerd/hosts-observations.js';
import { certsMeanings } from '../containerd/meanings/hosts-files.js';
import { directoryPlace, filePlace, goPlaces } from '../go/environment-places.js';
import { parseSpec } from './reference.js';
import { ctrRun } from './run.js';

/** Files of the daemon beside which ctr looks like a way to test them. */
const IGNORED: readonly (readonly [path: string, says: string])[] = [
  [
    '/etc/containerd/config.toml',
    'ctr asks containerd itself, not its CRI plugin: mirrors, config_path and logins there are not its',
  ],
  ['/etc/containerd/certs.d', 'ctr reads it only with --hosts-dir /etc/containerd/certs.d'],
];

/** What ctr reads: the directory of `--hosts-dir`, and the environment of the process that connects. */
export function ctrConfiguration(request: ConfigurationRequest): Configuration {
  const { version, reference } = request;
  const { host, roots } = ctrRun({ ...request, operation: 'pull', reference: reference ?? '' });
  const spec = reference === null ? null : parseSpec(reference);
  const registry = spec === null || 'error' in spec ? null : (spec.locator.split('/')[0] ?? null);
  const ignored = IGNORED.filter(([path]) => !roots.includes(path) && exists(request, path)).map(
    ([path, says]): ConfigurationPlace => ({ path, found: 'ignored', says }),
  );
  const read = roots.flatMap((root) =>
    registry === null
      ? [directoryPlace(host, root, 'hosts.toml and certificates of registries (--hosts-dir)')]
      : directoryNames(version.text, registry).map((name) =>
          filePlace(host, posix.join(root, name, 'hosts.toml'), `hosts asked for ${registry}`),
        ),
  );
  const place = { host, version: version.text, roots };
  return {
    places: [...read, ...ignored, ...goPlaces(host)],
    observations: registry === null ? allHostsObservations(place) : hostsObservations({ ...place, registry }),
    meanings: certsMeanings({ ...place, programs: 'ctr, with --hosts-dir only' }, registry),
  };
}

function exists({ host }: ConfigurationRequest, path: string): boolean {
  return host.files.read(path).kind !== 'absent' || host.files.list(path).kind !== 'absent';
}
