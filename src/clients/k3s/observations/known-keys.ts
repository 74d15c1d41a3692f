import type { Observation } from '../../client.js';

/** Tables of registries.yaml. */
export type Level = 'top' | 'mirror' | 'config' | 'auth' | 'tls';

/** Keys of each table (wharfie `pkg/registries/types.go`). */
export const KNOWN: Readonly<Record<Level, readonly string[]>> = {
  top: ['mirrors', 'configs', 'auths'],
  mirror: ['endpoint', 'rewrite'],
  config: ['auth', 'tls'],
  auth: ['username', 'password', 'auth', 'identity_token'],
  tls: ['ca_file', 'cert_file', 'key_file', 'insecure_skip_verify'],
};

/** What people write instead, without dashes, underscores and case. */
const ALIASES: Readonly<Record<Level, readonly (readonly [pattern: RegExp, key: string])[]>> = {
  top: [
    [/^(?:registry)?mirr+o?r+o?s?$/, 'mirrors'],
    [/^(?:registry)?conf(?:ig)?(?:s|uration|urations)?$/, 'configs'],
  ],
  mirror: [
    [/^(?:endpoints?|urls?|hosts?|mirrors?|servers?)$/, 'endpoint'],
    [/^rewrites?$/, 'rewrite'],
  ],
  config: [
    [/^auth(?:s|entication|config)?$/, 'auth'],
    [/^(?:tls|ssl)(?:config)?$/, 'tls'],
  ],
  auth: [
    [/^user(?:name)?$/, 'username'],
    [/^pass(?:word|wd)?$/, 'password'],
    [/^(?:identity)?token$/, 'identity_token'],
  ],
  tls: [
    [/^(?:ca|cacert|cafile|cabundle|rootca|certificateauthority)$/, 'ca_file'],
    [/^(?:cert|certfile|clientcert|certificate)$/, 'cert_file'],
    [/^(?:key|keyfile|clientkey)$/, 'key_file'],
    [/^(?:insecure|skipverify|skiptlsverify|insecureskip(?:tls)?verify|skipcertverify)$/, 'insecure_skip_verify'],
  ],
};

/** Keys of `tls` and `auth` that stand one table too high, in `configs`. */
export function tableOfKey(name: string): 'tls' | 'auth' | null {
  if (likelyKey('tls', name) !== null) return 'tls';
  return likelyKey('auth', name) === null ? null : 'auth';
}

/** The key that was probably meant in a table, or null. */
export function likelyKey(level: Level, name: string): string | null {
  const plain = name
    .toLowerCase()
    .replace(/[-_\s]/g, '')
    .slice(0, 40);
  const alias = ALIASES[level].find(([pattern]) => pattern.test(plain))?.[1];
  const same = KNOWN[level].find((key) => key.replaceAll('_', '') === plain);
  return (
    same ?? alias ?? KNOWN[level].find((key) => distance(key.replaceAll('_', ''), plain) <= 2 && key.length > 4) ?? null
  );
}

/** What a key is for. */
export function meaningOf(key: string): Observation['meant'] {
  if (/^(?:mirrors|endpoint|rewrite)$/.test(key)) return 'mirror';
  if (/^(?:ca_file|cert_file|key_file)$/.test(key)) return 'trust';
  if (key === 'insecure_skip_verify') return 'insecure';
  return /^(?:auth|auths|username|password|identity_token)$/.test(key) ? 'credentials' : 'other';
}

/** Levenshtein distance of two short words. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1)
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1),
      );
    row = next;
  }
  return row[other.length] ?? 0;
}
