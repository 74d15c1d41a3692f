import type { Host } from '../../../../host/host.js';
import type { Observation } from '../../../client.js';
import type { RegistriesConfig } from '../../registries-config.js';
import { dropInFiles } from '../drop-ins.js';
import { effectiveUid, systemDirectory, userDirectory } from '../locations.js';
import { unreadFileObservation } from './unread-files.js';

/**
 * Files in the right form at a place that some version reads, but not this one in this set-up: the system's files
 * behind a user's registries.conf (classic), files of the newer search path, drop-ins shut out by a variable.
 */
export function hiddenFiles(host: Host, config: RegistriesConfig, name: string | null): Observation[] {
  const found: Observation[] = [];
  for (const { path, why } of hiddenCandidates(host, config)) {
    if (config.filesRead.includes(path)) continue;
    const observation = unreadFileObservation(host, config, path, name, why);
    if (observation !== null) found.push(observation);
  }
  return found;
}

function hiddenCandidates(
  host: Host,
  config: RegistriesConfig,
): readonly { readonly path: string; readonly why: string }[] {
  const system = systemDirectory(host);
  const user = userDirectory(host, 'classic');
  const newUser = userDirectory(host, 'configfile');
  const uid = effectiveUid(host);
  const main =
    config.filesRead.find((path) => config.searched.mainFiles.includes(path)) ?? config.searched.mainFiles[0];
  const behind = `it is not read, because ${main} is there`;
  const newer = 'this version does not look there (c/image 5.40 and later do)';
  const other = 'this version does not look there in this set-up';
  const special =
    uid > 0 ? [`registries.rootless.conf.d/${uid}`, 'registries.rootless.conf.d'] : ['registries.rootful.conf.d'];
  const classic = config.generation === 'classic';
  const mains = [`${user}/registries.conf`, `${system}/registries.conf`].map((path) => ({ path, why: behind }));
  const newerMains = [`${newUser}/registries.conf`, '/usr/share/containers/registries.conf'].map((path) => {
    return { path, why: classic ? newer : behind };
  });
  const directories = [
    { directory: `${system}/registries.conf.d`, why: classic ? behind : other },
    { directory: `${user}/registries.conf.d`, why: other },
    { directory: `${newUser}/registries.conf.d`, why: classic ? newer : other },
    ...[system, '/usr/share/containers'].flatMap((base) =>
      special.map((name) => ({ directory: `${base}/${name}`, why: classic ? newer : other })),
    ),
    { directory: '/usr/share/containers/registries.conf.d', why: classic ? newer : other },
  ].filter(({ directory }) => !config.searched.dropInDirectories.includes(directory));
  const dropIns = directories.flatMap(({ directory, why }) => {
    const listing = dropInFiles(host.files, [directory], 'classic');
    return listing.ok ? listing.files.map((path) => ({ path, why })) : [];
  });
  const seen = new Set<string>();
  return [...mains, ...newerMains, ...dropIns].filter(({ path }) => !seen.has(path) && seen.add(path));
}
