import type { Host } from '../../../../host/host.js';
import type { Observation } from '../../../client.js';
import type { RegistriesConfig } from '../../registries-config.js';
import { hiddenFiles } from './hidden-files.js';
import { ignoredDropIns } from './ignored-drop-ins.js';
import { blockedElsewhere, neverMatchingPrefixes, wildcardTie } from './ineffective-tables.js';
import { lookalikes } from './lookalikes.js';
import { overruledTables, shadowedInsecurity } from './overruled.js';

/** Prefixes looked at one by one. */
const MOST_PREFIXES = 500;

/** Everything in and around registries.conf that has no effect whatever image is asked for. Empty on a stock configuration. */
export function lintRegistries(host: Host, config: RegistriesConfig): Observation[] {
  const names = config.registries.map(({ prefix }) => prefix).filter((prefix) => !prefix.startsWith('*.'));
  return [
    ...ignoredDropIns(host, config, null),
    ...hiddenFiles(host, config, null),
    ...lookalikes(host, config, null),
    ...neverMatchingPrefixes(config, null),
    ...names
      .slice(0, MOST_PREFIXES)
      .flatMap((name) => [...blockedElsewhere(config, name), ...wildcardTie(config, name)]),
    ...overruledTables(config),
    ...shadowedInsecurity(config),
  ];
}
