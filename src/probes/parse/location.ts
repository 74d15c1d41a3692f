/** Query parameters whose values grant access: presigned URLs of object stores, upload states of registries. */
const GRANTING = /sig|token|cred|secret|key|auth|policy|state|pass/i;
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
  const granting = [...shown.searchParams].filter(
    ([name, value]) => GRANTING.test(name) || value.length > MAX_PLAIN_CHARACTERS,
  );
  for (const [name] of granting) shown.searchParams.set(name, MASK);
  return { shown: shown.href, real: real.href };
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
