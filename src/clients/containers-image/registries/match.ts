import type { RegistriesConfig, RegistryEntry } from '../registries-config.js';

/**
 * How many characters of `name` a prefix covers, or -1 (sysregistriesv2 `refMatchingPrefix`). A host without a port
 * covers all its ports: upstream calls that unintended and keeps it. `*.example.com` covers subdomains of any depth.
 */
export function matchLength(name: string, prefix: string): number {
  if (prefix.startsWith('*.')) return wildcardLength(name, prefix.slice(1));
  return name.startsWith(prefix) && endsAt(name, prefix.length) ? prefix.length : -1;
}

/**
 * The entry with the longest prefix as text, the first in sort order on a tie (`FindRegistry`), or null. So a wildcard
 * beats an exact entry of the same length. `name` is host[:port]/repository without tag or digest, as pulls ask.
 */
export function findRegistry(config: RegistriesConfig, name: string): RegistryEntry | null {
  let best: RegistryEntry | null = null;
  for (const entry of config.registries) {
    if (entry.prefix.length > (best?.prefix.length ?? 0) && matchLength(name, entry.prefix) !== -1) best = entry;
  }
  return best;
}

function wildcardLength(name: string, suffix: string): number {
  const index = name.indexOf(suffix);
  if (index === -1 || name.slice(0, index).includes('/')) return -1;
  const end = index + suffix.length;
  return endsAt(name, end) ? end : -1;
}

function endsAt(name: string, index: number): boolean {
  return index === name.length || ':/@'.includes(name[index] ?? ' ');
}
