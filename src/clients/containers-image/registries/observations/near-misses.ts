import type { Host } from '../../../../host/host.js';
import type { Observation } from '../../../client.js';
import type { RegistriesConfig, RegistryEntry } from '../../registries-config.js';
import { findRegistry, matchLength } from '../match.js';
import { tableText } from './toml-text.js';
import { effectiveDropInDirectory, meantBy } from './unread-files.js';

/** Other names under which people write docker.io; none of them is a key. */
const DOCKER_HUB = ['index.docker.io', 'registry-1.docker.io', 'hub.docker.com', 'registry.hub.docker.com'];

/**
 * Tables that look as if they were meant for this name (host[:port]/repository) but don't match it: another port or
 * none, another case, docker.io without `library/` or under another of its names. Only those that would change something.
 */
export function nearMisses(host: Host, config: RegistriesConfig, name: string): Observation[] {
  const matched = findRegistry(config, name);
  return config.registries.flatMap((entry) => {
    if (entry === matched || matchLength(name, entry.prefix) !== -1 || !wouldChange(entry, matched)) return [];
    const difference = describeDifference(entry.prefix, name);
    if (difference === null) return [];
    return [
      {
        code: 'config-conflict',
        source: entry.source,
        text: `The table for ${entry.prefix} does not match ${name}: ${difference}.`,
        meant: meantBy([entry]),
        cure: cure(host, config, entry, name),
      },
    ];
  });
}

/** Why a prefix that is close to the name isn't a match; null where it isn't close. */
function describeDifference(prefix: string, name: string): string | null {
  const [wanted, wantedPath] = split(name);
  const [found, foundPath] = split(prefix);
  const under = foundPath === '' || wantedPath === foundPath || wantedPath.startsWith(`${foundPath}/`);
  if (wanted === 'docker.io') {
    if (DOCKER_HUB.includes(found) && under) return 'Docker Hub goes by docker.io here';
    const short = wantedPath.startsWith('library/') ? wantedPath.slice('library/'.length) : null;
    if (found === 'docker.io' && foundPath !== '' && foundPath === short) return 'the full name has library/ in it';
  }
  if (!under) return null;
  if (found !== wanted && found.toLowerCase() === wanted.toLowerCase()) return 'names are compared with their case';
  if (portless(found).toLowerCase() !== portless(wanted).toLowerCase()) return null;
  return wanted === portless(wanted)
    ? `it has the port ${found.slice(portless(found).length + 1)}, the reference has none`
    : 'the ports differ';
}

/** A table of its own for the name as asked, with the same trust; nothing else of the near one is carried over. */
function cure(host: Host, config: RegistriesConfig, entry: RegistryEntry, name: string): Observation['cure'] {
  const directory = effectiveDropInDirectory(host, config);
  if (!entry.insecure || directory === null) return [];
  const [registry] = split(name);
  const path = `${directory}/50-${registry.replaceAll(/[^A-Za-z0-9.-]/g, '-')}.conf`;
  if (host.files.read(path).kind !== 'absent') return [];
  return [{ path, content: tableText({ location: registry, insecure: true }) }];
}

function wouldChange(entry: RegistryEntry, matched: RegistryEntry | null): boolean {
  return (
    (entry.insecure && matched?.insecure !== true) ||
    (entry.mirrors.length > 0 && (matched?.mirrors.length ?? 0) === 0) ||
    (entry.blocked && matched?.blocked !== true) ||
    (entry.location !== entry.prefix && entry.location !== '' && matched === null)
  );
}

function split(name: string): readonly [host: string, path: string] {
  const slash = name.indexOf('/');
  return slash === -1 ? [name, ''] : [name.slice(0, slash), name.slice(slash + 1)];
}

function portless(host: string): string {
  return host.replace(/:\d+$/, '');
}
