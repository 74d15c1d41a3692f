import type { Observation } from '../../../client.js';
import type { RegistriesConfig, RegistryEntry } from '../../registries-config.js';
import { matchLength } from '../match.js';
import { meantBy } from './unread-files.js';

/** Tables that another of the same prefix put out of force, as far as something is lost by it. */
export function overruledTables({ overruled }: Pick<RegistriesConfig, 'overruled'>): Observation[] {
  return overruled
    .filter(({ entry, by }) => loses(entry, by))
    .map(({ entry, by, because }) => ({
      code: 'config-conflict',
      source: entry.source,
      text: `This table for ${entry.prefix} has no effect: ${by.source.name}${by.source.line === null ? '' : `:${by.source.line}`} has one too, and ${because}.`,
      meant: meantBy([entry]),
      cure: [],
    }));
}

/** `insecure = true` of a prefix that a longer one, which says nothing of it, takes away again: tables are never joined. */
export function shadowedInsecurity({ registries }: Pick<RegistriesConfig, 'registries'>): Observation[] {
  return registries.flatMap((narrow) => {
    if (narrow.insecure || narrow.insecureSource !== null || narrow.blocked) return [];
    const broad = registries.find(
      (entry) =>
        entry !== narrow &&
        entry.insecure &&
        entry.prefix.length < narrow.prefix.length &&
        matchLength(narrow.prefix, entry.prefix) !== -1,
    );
    if (broad === undefined) return [];
    return [
      {
        code: 'config-conflict' as const,
        source: narrow.source,
        text: `insecure = true for ${broad.prefix} does not count for ${narrow.prefix}: the longer prefix has a table of its own, and nothing is taken over.`,
        meant: 'insecure' as const,
        cure: [],
      },
    ];
  });
}

function loses(entry: RegistryEntry, by: RegistryEntry): boolean {
  return (
    (entry.insecure && !by.insecure) ||
    (entry.blocked && !by.blocked) ||
    (entry.mirrors.length > 0 && by.mirrors.length === 0)
  );
}
