import type { Host } from '../../../host/host.js';
import type { RegistriesGeneration } from '../registries-config.js';
import type { ExplicitPath } from './explicit-path.js';

/** How registries.conf is looked for; the explicit path and directory come from flags or the environment. */
export interface RegistriesOptions {
  readonly generation: RegistriesGeneration;
  readonly explicitPath: ExplicitPath | null;
  /** CRI-O's `--registries-conf-dir`: replaces all drop-in directories. */
  readonly dropInDirectory?: string | null;
}

/** Where one tool looks. */
export interface RegistriesLocations {
  /** The first that exists is read. */
  readonly mainFiles: readonly string[];
  /** True where a missing main file is an error. */
  readonly mainRequired: boolean;
  /** Classic: in the order they are applied. Configfile: highest priority first. */
  readonly dropInDirectories: readonly string[];
  /** Applied last of all; must exist. */
  readonly overrideFile: ExplicitPath | null;
}

/** Where registries.conf and its drop-ins are looked for on this host. */
export function registriesLocations(host: Host, options: RegistriesOptions): RegistriesLocations {
  return options.generation === 'classic' ? classicLocations(host, options) : configfileLocations(host, options);
}

/** The administrator's directory: `/etc/containers`, on FreeBSD under `/usr/local` (paths_freebsd.go). */
export function systemDirectory(host: Host): string {
  return host.platform.os === 'freebsd' ? '/usr/local/etc/containers' : '/etc/containers';
}

/** The user's directory; XDG_CONFIG_HOME counts from 5.40 on, even when it is empty. */
export function userDirectory(host: Host, generation: RegistriesGeneration): string {
  const configHome = generation === 'configfile' ? host.environment.XDG_CONFIG_HOME : undefined;
  if (configHome === undefined) return `${host.home}/.config/containers`;
  return configHome === '' ? 'containers' : `${configHome}/containers`;
}

/** sysregistriesv2 `newConfigWrapperWithHomeDir`: a user's main file shuts out everything of the system's. */
function classicLocations(host: Host, options: RegistriesOptions): RegistriesLocations {
  const system = systemDirectory(host);
  const user = userDirectory(host, 'classic');
  const explicit = options.explicitPath;
  const userFile = `${user}/registries.conf`;
  const usesUserFile = explicit === null && host.files.read(userFile).kind !== 'absent';
  const mainFile = explicit?.path ?? (usesUserFile ? userFile : `${system}/registries.conf`);
  const directories = usesUserFile
    ? [`${user}/registries.conf.d`]
    : [`${system}/registries.conf.d`, `${user}/registries.conf.d`];
  return {
    mainFiles: [mainFile],
    mainRequired: explicit !== null,
    dropInDirectories: chosenDirectory(options) ?? directories,
    overrideFile: null,
  };
}

/** storage/pkg/configfile/parse.go `getSearchPaths`. */
function configfileLocations(host: Host, options: RegistriesOptions): RegistriesLocations {
  const user = userDirectory(host, 'configfile');
  const explicit = options.explicitPath;
  const vendors = [systemDirectory(host), '/usr/share/containers'];
  const override = host.environment.CONTAINERS_REGISTRIES_CONF_OVERRIDE ?? '';
  const chosen = chosenDirectory(options);
  const directories = [
    `${user}/registries.conf.d`,
    ...vendors.flatMap((directory) => vendorDirectories(directory, effectiveUid(host))),
  ];
  return {
    mainFiles:
      explicit === null ? [user, ...vendors].map((directory) => `${directory}/registries.conf`) : [explicit.path],
    mainRequired: explicit !== null,
    // The library's own variable shuts out drop-ins; a flag doesn't.
    dropInDirectories: explicit?.source.name === 'CONTAINERS_REGISTRIES_CONF' ? [] : (chosen ?? directories),
    overrideFile:
      override === '' || chosen !== null
        ? null
        : {
            path: override,
            source: {
              kind: 'environment',
              name: 'CONTAINERS_REGISTRIES_CONF_OVERRIDE',
              line: null,
              says: `CONTAINERS_REGISTRIES_CONF_OVERRIDE=${override}`,
            },
          },
  };
}

function vendorDirectories(directory: string, uid: number): readonly string[] {
  const rootless = `${directory}/registries.rootless.conf.d`;
  const special = uid > 0 ? [`${rootless}/${uid}`, rootless] : [`${directory}/registries.rootful.conf.d`];
  return [...special, `${directory}/registries.conf.d`];
}

/** The user before a user namespace was entered (image/internal/rootless `GetRootlessEUID`). */
export function effectiveUid(host: Host): number {
  const recorded = host.environment._CONTAINERS_ROOTLESS_UID ?? '';
  return recorded === '' ? host.uid : Number.parseInt(recorded, 10) || 0;
}

function chosenDirectory(options: RegistriesOptions): readonly string[] | null {
  const directory = options.dropInDirectory ?? null;
  return directory === null || directory === '' ? null : [directory];
}
