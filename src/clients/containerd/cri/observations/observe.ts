import type { Host } from '../../../../host/host.js';
import type { Observation } from '../../../client.js';
import type { CriConfiguration } from '../configuration.js';
import { conflicts } from './conflicts.js';
import { deadSections } from './dead-sections.js';
import { deprecatedKeys, uselessAuthorities } from './deprecated.js';
import { foreignFiles } from './foreign-files.js';
import { registryKeys } from './keys.js';
import { changedSinceStart } from './restart.js';
import { unimportedFiles } from './unimported.js';
import { unknownKeys } from './unknown-keys.js';
import { unreadCerts } from './unread-certs.js';
import { wipedSections } from './wiped-sections.js';

const RULES = [
  deadSections,
  wipedSections,
  unimportedFiles,
  conflicts,
  unknownKeys,
  deprecatedKeys,
  uselessAuthorities,
  registryKeys,
  unreadCerts,
  foreignFiles,
  changedSinceStart,
];

/**
 * What in config.toml and beside it has no effect on pulls from a registry (`host[:port]`, `docker.io` for Docker Hub), or null: on any. For whoever runs a
 * containerd with a config.toml that people write; a file that k3s or RKE2 generates needs no such words.
 */
export function criObservations(
  host: Host,
  configuration: CriConfiguration,
  registry: string | null,
): readonly Observation[] {
  return RULES.flatMap((rule) => rule({ host, configuration, registry }));
}
