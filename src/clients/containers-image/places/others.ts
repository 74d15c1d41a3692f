import { posix } from 'node:path';
import type { Host } from '../../../host/host.js';
import type { ConfigurationPlace } from '../../client.js';
import { directoryPlace, filePlace, variablePlace } from '../../go/environment-places.js';
import { containersConfFiles } from '../containers-conf.js';
import type { CrioConfig } from '../crio-config.js';
import { crioFilePaths } from '../crio-files.js';
import { userDirectory } from '../registries/locations.js';
import type { ToolFeatures } from '../versions.js';

/** Who may be pulled from, and where signatures lie: the user's file or directory in place of the system's (containers/image `signature/policy_config.go`). */
export function policyPlaces(host: Host, { generation }: ToolFeatures): ConfigurationPlace[] {
  const directories = [userDirectory(host, generation), '/etc/containers'];
  const policy = firstOf(
    directories.map((path) => filePlace(host, `${path}/policy.json`, 'whose images are accepted (not judged)')),
  );
  const lookaside = firstOf(
    directories.map((path) => directoryPlace(host, `${path}/registries.d`, 'where signatures lie (not judged)')),
  );
  return [...policy, ...lookaside];
}

/** containers.conf with its drop-ins, for the programs that take their retries from it. */
export function containersConfPlaces(host: Host, { tool }: ToolFeatures): ConfigurationPlace[] {
  if (tool !== 'buildah' && tool !== 'podman') return [];
  return [
    ...containersConfFiles(host).map((path) => filePlace(host, path, 'how often and how fast a pull is tried again')),
    variablePlace(host, 'BUILD_REGISTRY_SOURCES', 'registries that are insecure, blocked or allowed, as JSON'),
  ];
}

/** crio.conf and its drop-ins, and the login files that they name. */
export function crioPlaces(host: Host, crio: CrioConfig | null): ConfigurationPlace[] {
  const says = 'global_auth_file, insecure_registries, short_name_mode';
  const namespaced = crio?.namespacedAuthDirectory?.value ?? '/etc/crio/auth';
  return [
    ...crioFilePaths(host.files).map((path) => filePlace(host, path, says)),
    directoryPlace(host, posix.normalize(namespaced), 'logins of one namespace each, NAMESPACE-….json (not judged)'),
  ];
}

function firstOf(places: readonly ConfigurationPlace[]): ConfigurationPlace[] {
  const first = places.findIndex(({ found }) => found !== 'absent');
  return places.map((place, index) =>
    first === -1 || index <= first || place.found === 'absent'
      ? place
      : { ...place, found: 'ignored', says: `not read: ${places[first]?.path ?? ''} comes first` },
  );
}
