import type { Source } from '../../../host/source.js';
import type { RegistriesGeneration } from '../registries-config.js';

/** A file named from outside instead of the default ones; it must exist. */
export interface ExplicitPath {
  readonly path: string;
  readonly source: Source;
}

/** Variables in the order they are asked; the first that is set decides, even when it is empty. */
const CLASSIC_VARIABLES: Readonly<Record<string, readonly string[]>> = {
  // containers/common, libimage/runtime.go `setRegistriesConfPath`
  buildah: ['CONTAINERS_REGISTRIES_CONF', 'REGISTRIES_CONFIG_PATH'],
  podman: ['CONTAINERS_REGISTRIES_CONF', 'REGISTRIES_CONFIG_PATH'],
  // skopeo, cmd/skopeo/main.go `newSystemContext`: only its flag
  skopeo: [],
  // cri-o, internal/criocli/criocli.go: singular CONTAINER
  'cri-o': ['CONTAINER_REGISTRIES_CONF'],
};

/** From 5.40 on the library itself asks for this one; CRI-O's flag variable stays and wins as flags do. */
const LIBRARY_VARIABLE = 'CONTAINERS_REGISTRIES_CONF';

/**
 * The registries.conf that a tool's environment names, or null. A set but empty variable stops the search and
 * names nothing. A flag given on the command line goes before this and is the caller's to know.
 */
export function explicitRegistriesConf(
  tool: string,
  generation: RegistriesGeneration,
  environment: Readonly<Record<string, string>>,
): ExplicitPath | null {
  const own = generation === 'configfile' && tool !== 'cri-o' ? [] : (CLASSIC_VARIABLES[tool] ?? []);
  const variables = generation === 'configfile' ? [...own, LIBRARY_VARIABLE] : own;
  const name = variables.find((variable) => Object.hasOwn(environment, variable));
  const path = name === undefined ? '' : (environment[name] ?? '');
  if (name === undefined || path === '') return null;
  return { path, source: { kind: 'environment', name, line: null, says: `${name}=${path}` } };
}

/** CRI-O's drop-in directory from its environment (`--registries-conf-dir`), or null. */
export function explicitDropInDirectory(tool: string, environment: Readonly<Record<string, string>>): string | null {
  const directory = tool === 'cri-o' ? environment.CONTAINER_REGISTRIES_CONF_DIR : undefined;
  return directory === undefined || directory === '' ? null : directory;
}
