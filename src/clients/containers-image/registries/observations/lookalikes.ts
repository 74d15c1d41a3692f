import type { Host } from '../../../../host/host.js';
import type { Observation } from '../../../client.js';
import type { RegistriesConfig } from '../../registries-config.js';
import { systemDirectory, userDirectory } from '../locations.js';
import { LOOKALIKE_FILES, unreadFileObservation } from './unread-files.js';

/** Names with which the containers tools have business of their own; the last two patterns are read or judged elsewhere. */
const KNOWN =
  /^(containers|storage|mounts|libpod|seccomp|certs\.d|policy|systemd|networks|oci|registries\.(conf|conf\.d|rootless\.conf\.d|rootful\.conf\.d))(\.|$)/;
const CONFIGURATION = /\.(conf|toml|cfg|config)$/i;
const LOOKS_RIGHT = /^(registr(y|ies|ys)|regsitries|registires|resgistries)/i;

/**
 * Files in the right form that no version reads: registry.conf, registries.toml, registries.d/x.conf (a directory for
 * signature look-aside only), registry.conf.d, /etc/registries.conf, /etc/container/….
 */
export function lookalikes(host: Host, config: RegistriesConfig, name: string | null): Observation[] {
  const system = systemDirectory(host);
  const parent = system.slice(0, system.lastIndexOf('/'));
  const user = userDirectory(host, config.generation);
  const userParent = user.slice(0, Math.max(user.lastIndexOf('/'), 0));
  const candidates = [
    ...inDirectory(host, system, (entry) => !KNOWN.test(entry)),
    ...inDirectory(host, user, (entry) => !KNOWN.test(entry)),
    ...inDirectory(host, parent, (entry) => LOOKS_RIGHT.test(entry)),
    ...inDirectory(host, userParent, (entry) => LOOKS_RIGHT.test(entry)),
    ...inDirectory(host, `${parent}/container`, () => true),
  ];
  const read = new Set([...config.filesRead, ...config.searched.mainFiles]);
  return [...new Set(candidates)]
    .filter((path) => !read.has(path))
    .map((path) => unreadFileObservation(host, config, path, name, 'no version reads that path'))
    .filter((observation) => observation !== null);
}

/** Configuration files with a wanted name, and those one level down in directories with a wanted, registry-like name. */
function inDirectory(host: Host, directory: string, wanted: (name: string) => boolean): readonly string[] {
  if (directory === '') return [];
  const listing = host.files.list(directory);
  const names = listing.kind === 'directory' ? listing.names.filter(wanted).slice(0, LOOKALIKE_FILES) : [];
  return names.flatMap((name) => {
    const path = `${directory}/${name}`;
    const inner = LOOKS_RIGHT.test(name) ? host.files.list(path) : null;
    if (inner?.kind === 'directory') {
      return inner.names
        .filter((file) => CONFIGURATION.test(file))
        .slice(0, LOOKALIKE_FILES)
        .map((file) => `${path}/${file}`);
    }
    return CONFIGURATION.test(name) ? [path] : [];
  });
}
