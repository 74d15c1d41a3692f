import { posix } from 'node:path';
import { parseReference } from '../../reference/parse.js';
import type { Configuration, ConfigurationPlace, ConfigurationRequest, Observation } from '../client.js';
import { directoryNames } from '../containerd/hosts-directory.js';
import { allHostsObservations } from '../containerd/hosts-observations.js';
import { certsMeanings } from '../containerd/meanings/hosts-files.js';
import { dockerConfigPath } from '../docker-credential.js';
import { directoryPlace, filePlace, goPlaces } from '../go/environment-places.js';
import { type NerdctlRun, nerdctlObservations, nerdctlRun } from './run.js';
import { nerdctlSettings, settingsPath } from './settings.js';

/** What nerdctl reads: nerdctl.toml, certs.d directories (the first alone where containerd pulls), docker's logins, the environment. */
export function nerdctlConfiguration({ host, version, flags, reference }: ConfigurationRequest): Configuration {
  const result = nerdctlSettings(host);
  const own = filePlace(host, settingsPath(host), 'hosts_dir and insecure_registry');
  if (!result.ok) {
    const { text, source } = result;
    const observation: Observation = { code: 'config-parse-error', source, text, meant: 'other', cure: [] };
    return { places: [own], observations: [observation] };
  }
  const run = nerdctlRun(host, version, flags, 'pull', result.settings);
  const parsed = reference === null ? null : parseReference(reference);
  const registry = parsed?.ok === true ? parsed.reference.registry : null;
  const listed = flags.certDirectory === null ? result.settings.hostsDirectories : [flags.certDirectory];
  const passed = listed.filter((root) => !run.roots.includes(root));
  const ignored = passed
    .filter((root) => host.files.list(root).kind !== 'absent')
    .map((path): ConfigurationPlace => {
      const says = `only the first directory, ${run.roots[0] ?? ''}, is handed to containerd, which pulls since nerdctl 2.3`;
      return { path, found: 'ignored', says };
    });
  return {
    places: [
      own,
      ...run.roots.flatMap((root) => rootPlaces(run, root, registry)),
      ...ignored,
      filePlace(host, dockerConfigPath(host), 'logins'),
      ...goPlaces(run.host),
    ],
    observations: registry === null ? allHostsObservations(run) : nerdctlObservations(run, registry),
    meanings: certsMeanings({ ...run, programs: 'nerdctl, from 2.3 on of the first hosts_dir only' }, registry),
  };
}

function rootPlaces({ host, version }: NerdctlRun, root: string, registry: string | null): ConfigurationPlace[] {
  if (registry === null) return [directoryPlace(host, root, 'hosts.toml and certificates of registries')];
  return directoryNames(version, registry).map((name) =>
    filePlace(host, posix.join(root, name, 'hosts.toml'), `hosts asked for ${registry}`),
  );
}
