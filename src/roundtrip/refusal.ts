import { lastWords } from '../prove/last-words.js';
import type { RoundtripRun } from '../report/roundtrip/schema.js';

/** Codes of answers that say "not you". */
const DENIED: readonly string[] = [
  'auth-missing-credentials',
  'auth-bad-credentials',
  'auth-denied-scope',
  'auth-expired-token',
  'anonymous-push-denied',
];
/** Codes of answers that say "not there". */
const ABSENT: readonly string[] = ['manifest-unknown', 'repository-not-found'];
/** What registries say instead where they hide an image from somebody. */
const REFUSED = /\bunauthorized\b|(?<!permission )\bdenied\b|authentication required|\b40[13]\b|\bforbidden\b/i;
const MISSING = /manifest unknown|name unknown|not found|\b404\b|may not exist/i;
/** What goes wrong before anybody is let in or not. */
const UNREACHED = /^(?:dns|tcp|tls|ipv6|proxy|https?|connection|captive)-|^registry-5xx$/;

/** What this machine refused the program; docker-registry names its own storage driver before such words. */
const OWN =
  /(?<!filesystem: )\b(?:open|mkdir|stat|lstat|read|write|chmod|chown|unlink|rename|mount|fork\/exec) \S+: (?:permission denied|operation not permitted|read-only file system|no space left on device)|runroot is longer than/i;

/** What the end of a failed program says of the registry. `local`: nothing, it can't work on this machine. */
export type Refusal = NonNullable<RoundtripRun['refusal']>;

/** Reads it from the likeliest cause (`regdoctor explain`), then from the words. */
export function refusalOf(output: string, [cause]: readonly string[]): Refusal {
  const said = lastWords(output) ?? '';
  if (cause?.startsWith('storage-') || OWN.test(said)) return 'local';
  if (cause !== undefined && UNREACHED.test(cause)) return 'unreached';
  if (cause !== undefined && ABSENT.includes(cause)) return REFUSED.test(said) ? 'denied' : 'absent';
  if (cause !== undefined && DENIED.includes(cause)) return 'denied';
  if (REFUSED.test(said)) return 'denied';
  return MISSING.test(said) ? 'absent' : 'other';
}

/** What a registry answers to a deletion that failed. */
export type RemovalRefusal = 'disabled' | 'denied' | 'absent' | 'other';

const DISABLED = /\b405\b|method not allowed|\bunsupported\b/i;

/** Reads it from the words of `skopeo delete` (containers/image `docker/docker_image.go`: deleteImage). */
export function removalRefusalOf(output: string): RemovalRefusal {
  const said = lastWords(output) ?? '';
  if (DISABLED.test(said)) return 'disabled';
  if (REFUSED.test(said)) return 'denied';
  return MISSING.test(said) ? 'absent' : 'other';
}
