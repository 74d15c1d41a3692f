import { posix } from 'node:path';
import type { Host } from '../../../host/host.js';
import type { ConfigurationPlace } from '../../client.js';
import { directoryPlace, filePlace } from '../../go/environment-places.js';
import { aliasFilePath } from '../registries/alias-file.js';
import { explicitDropInDirectory, explicitRegistriesConf } from '../registries/explicit-path.js';
import { effectiveUid, registriesLocations, systemDirectory, userDirectory } from '../registries/locations.js';
import type { ToolFeatures } from '../versions.js';

const MAIN = 'which registries are insecure, blocked, mirrored or rewritten';
/** Names listed of one drop-in directory. */
const MOST_NAMES = 200;

/** registries.conf, its drop-ins and the recorded aliases, in the order this tool reads them; with what lies beside them and isn't read. */
export function registriesPlaces(host: Host, features: ToolFeatures): ConfigurationPlace[] {
  const { generation, tool } = features;
  const explicitPath = explicitRegistriesConf(tool, generation, host.environment);
  const dropInDirectory = explicitDropInDirectory(tool, host.environment);
  const locations = registriesLocations(host, { generation, explicitPath, dropInDirectory });
  const chosen = locations.mainFiles.find((path) => host.files.read(path).kind !== 'absent');
  const mains = locations.mainFiles.map((path) => {
    const place = filePlace(host, path, MAIN);
    return chosen === undefined || path === chosen || place.found === 'absent'
      ? place
      : ignored(place, `${chosen} comes first`);
  });
  const others = defaultMainFiles(host)
    .filter((path) => !locations.mainFiles.includes(path))
    .map((path) => filePlace(host, path, MAIN))
    .filter(({ found }) => found !== 'absent')
    .map((place) =>
      ignored(place, explicitPath === null ? whyNot(chosen) : `${explicitPath.source.name} names another file`),
    );
  const override = locations.overrideFile;
  return [
    ...mains,
    ...others,
    ...locations.dropInDirectories.flatMap((directory) => dropInPlaces(host, directory)),
    ...defaultDirectories(host)
      .filter((directory) => !locations.dropInDirectories.includes(directory))
      .flatMap((directory) => dropInPlaces(host, directory, 'this version does not look there in this set-up')),
    ...(override === null ? [] : [filePlace(host, override.path, `${MAIN}; applied last (${override.source.name})`)]),
    filePlace(host, aliasFilePath(host), 'aliases of short names that programs recorded'),
  ];
}

/** Files of a directory: `*.conf` count. A directory that isn't there has one line of its own, unless it isn't looked at. */
function dropInPlaces(host: Host, directory: string, unread: string | null = null): ConfigurationPlace[] {
  const listed = host.files.list(directory);
  const says = 'drop-ins over registries.conf';
  if (listed.kind !== 'directory') return unread === null ? [directoryPlace(host, directory, says)] : [];
  return listed.names.slice(0, MOST_NAMES).map((name) => {
    const place = filePlace(host, posix.join(directory, name), says);
    if (unread !== null) return ignored(place, unread);
    return name.endsWith('.conf') ? place : ignored(place, 'only files whose name ends in .conf are read');
  });
}

function defaultMainFiles(host: Host): string[] {
  const directories = [
    userDirectory(host, 'configfile'),
    userDirectory(host, 'classic'),
    systemDirectory(host),
    '/usr/share/containers',
  ];
  return [...new Set(directories)].map((directory) => `${directory}/registries.conf`);
}

function defaultDirectories(host: Host): string[] {
  const uid = effectiveUid(host);
  const special = uid > 0 ? [`rootless.conf.d/${uid}`, 'rootless.conf.d'] : ['rootful.conf.d'];
  const own = [userDirectory(host, 'configfile'), userDirectory(host, 'classic')].map(
    (path) => `${path}/registries.conf.d`,
  );
  const vendors = [systemDirectory(host), '/usr/share/containers'].flatMap((path) =>
    [...special, 'conf.d'].map((name) => `${path}/registries.${name}`),
  );
  return [...new Set([...own, ...vendors])];
}

function whyNot(chosen: string | undefined): string {
  return chosen === undefined ? 'this version does not look there' : `${chosen} is there`;
}

function ignored(place: ConfigurationPlace, why: string): ConfigurationPlace {
  return { ...place, found: 'ignored', says: `not read: ${why}` };
}
