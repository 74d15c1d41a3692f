import type { AuthDocument, AuthEntry } from './document.js';
import { keyLookupOrder, normalizeFileKey, normalizeRegistry } from './keys.js';

/** The entry that counts for a key: exact, from the whole repository down to the registry, else by normalised host; null for none. */
export function findInAuths(document: AuthDocument, legacy: boolean, key: string): AuthEntry | null {
  for (const wanted of keyLookupOrder(key, legacy)) {
    const entry = document.entries.find((each) => each.key === wanted);
    if (entry !== undefined) return entry;
  }
  const registry = normalizeRegistry(key.split('/')[0] ?? key);
  return document.entries.find((each) => normalizeFileKey(each.key, legacy) === registry) ?? null;
}
