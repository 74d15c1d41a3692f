import type { Host } from '../../../../host/host.js';
import type { Observation } from '../../../client.js';
import type { RegistriesConfig } from '../../registries-config.js';
import { hiddenFiles } from './hidden-files.js';
import { ignoredDropIns } from './ignored-drop-ins.js';
import { blockedElsewhere, neverMatchingPrefixes, wildcardTie } from './ineffective-tables.js';
import { lookalikes } from './lookalikes.js';
import { nearMisses } from './near-misses.js';

/**
 * Everything in and around registries.conf that was meant for this name (host[:port]/repository as normalised, without
 * tag or digest) and has no effect on it. Empty on a stock configuration.
 */
export function observeRegistries(host: Host, config: RegistriesConfig, name: string): Observation[] {
  return [
    ...ignoredDropIns(host, config, name),
    ...hiddenFiles(host, config, name),
    ...lookalikes(host, config, name),
    ...neverMatchingPrefixes(config, name),
    ...blockedElsewhere(config, name),
    ...wildcardTie(config, name),
    ...nearMisses(host, config, name),
  ];
}
