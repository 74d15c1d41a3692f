/** Query parameters of registries, token services and object stores that say what is asked for, or how long; they grant nothing. */
const PLAIN = new Set(
  `scope service account client_id digest mount from n last ns artifacttype part partnumber id tag path name repository
  x-amz-algorithm x-amz-date x-amz-expires response-content-type response-content-disposition x-goog-algorithm x-goog-date
  x-goog-expires expires se st sp sv sr spr sks skt ske skv`.split(/\s+/),
);
/** Names of which none is harmless: presigned URLs of object stores, upload states of registries. */
const GRANTING = /sig|token|cred|secret|key|auth|policy|state|pass/i;
/** A number, a date, an address, a word that is too short to be a secret, a digest. */
const HARMLESS = /^(?:[\d.:TZ-]{1,30}|true|false|[a-z]{1,3}|(?:sha256|sha512):[0-9a-f]{64,128})$/;
/** A longer value is no plain parameter. */
const MAX_PLAIN_CHARACTERS = 128;
const MASK = 'redacted';

/** A redirect target: `shown` is safe to keep (absolute, signatures replaced), `real` is what must be asked. */
export interface RedirectTarget {
  readonly shown: string;
  readonly real: string;
}

/** The values that `shown` leaves out of `real`; both are URLs. */
export function hiddenValues({ shown, real }: RedirectTarget): string[] {
  const seen = new Set(new URL(shown).searchParams.values());
  return [...new URL(real).searchParams.values()].filter((value) => !seen.has(value));
}

/** Resolves a `Location` header against the URL asked; null where it is no URL. User names and passwords are dropped from both. */
export function readLocation(location: string, base: string): RedirectTarget | null {
  if (!URL.canParse(location, base)) return null;
  const real = new URL(location, base);
  real.username = '';
  real.password = '';
  const shown = new URL(real);
  // A fragment never reaches a server, and may hold a token for a browser.
  shown.hash = '';
  for (const [name, value] of [...shown.searchParams]) if (!isPlain(name, value)) shown.searchParams.set(name, MASK);
  return { shown: shown.href, real: real.href };
}

function isPlain(name: string, value: string): boolean {
  if (GRANTING.test(name)) return false;
  return HARMLESS.test(value) || (PLAIN.has(name.toLowerCase()) && value.length <= MAX_PLAIN_CHARACTERS);
}

/**
 * Keeps where an address that was shown really leads. The answer to `asked` named it: the same path counts at the origin of `asked` too, where an upload
 * session is, whatever scheme and host its address has.
 */
export function rememberLocation(locations: Map<string, string>, asked: string, { shown, real }: RedirectTarget): void {
  locations.set(shown, real);
  const { origin } = new URL(asked);
  const at = (url: string): string => origin + url.slice(new URL(url).origin.length);
  if (new URL(shown).origin !== origin && /\/blobs\/uploads\//.test(shown)) locations.set(at(shown), at(real));
}
