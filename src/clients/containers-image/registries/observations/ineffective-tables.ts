import type { Observation } from '../../../client.js';
import type { RegistriesConfig, RegistryEntry } from '../../registries-config.js';
import { isBlocked } from '../blocked.js';
import { findRegistry, matchLength } from '../match.js';
import { meantBy } from './unread-files.js';

/** A prefix with a tag or digest (of this repository; null: of any): pulls look names up without either, so it never matches. */
export function neverMatchingPrefixes(config: RegistriesConfig, name: string | null): Observation[] {
  return config.registries
    .filter((entry) => {
      const repository = repositoryOfTagged(entry.prefix);
      return repository !== null && (name === null || repository === name);
    })
    .map((entry) => ({
      code: 'config-conflict',
      source: entry.source,
      text: `The prefix ${entry.prefix} has a tag or digest; names are looked up without them, so this table never matches.`,
      meant: meantBy([entry]),
      cure: [],
    }));
}

/** `blocked` together with another location: the rewritten name is asked, so nothing is blocked. */
export function blockedElsewhere(config: RegistriesConfig, name: string): Observation[] {
  const entry = findRegistry(config, name);
  if (entry === null || !entry.blocked || entry.location === '') return [];
  const length = matchLength(name, entry.prefix);
  if (isBlocked(config, entry.location + name.slice(length)) !== null) return [];
  return [
    {
      code: 'config-conflict',
      source: entry.blockedSource ?? entry.source,
      text: `blocked = true for ${entry.prefix} has no effect on pulls: they go to ${entry.location}, which is not blocked.`,
      meant: 'block',
      cure: [],
    },
  ];
}

/** `*.b.test` beats `x.b.test` for x.b.test: equal length, and `*` sorts first. */
export function wildcardTie(config: RegistriesConfig, name: string): Observation[] {
  const winner = findRegistry(config, name);
  if (winner === null || !winner.prefix.startsWith('*.')) return [];
  const loser = config.registries.find(
    (entry) =>
      entry !== winner && entry.prefix.length === winner.prefix.length && matchLength(name, entry.prefix) !== -1,
  );
  if (loser === undefined || sameEffect(winner, loser)) return [];
  return [
    {
      code: 'config-conflict',
      source: loser.source,
      text: `The table for ${loser.prefix} has no effect: ${winner.prefix} is as long, and the wildcard wins a tie.`,
      meant: meantBy([loser]),
      cure: [],
    },
  ];
}

/** `host/repo` of `host/repo:tag` or `host/repo@digest`; null where the prefix has neither. */
function repositoryOfTagged(prefix: string): string | null {
  const slash = prefix.indexOf('/');
  if (slash === -1) return null;
  const end = prefix.slice(slash).search(/[:@]/);
  return end === -1 ? null : prefix.slice(0, slash + end);
}

function sameEffect(left: RegistryEntry, right: RegistryEntry): boolean {
  return (
    left.insecure === right.insecure &&
    left.blocked === right.blocked &&
    left.location === right.location &&
    left.mirrors.length === 0 &&
    right.mirrors.length === 0
  );
}
