import type { HttpFact } from '../../facts/facts.js';

/** Shorter strings are left alone: taking them out would tear up innocent text, and they protect nothing. */
const MIN_SECRET_CHARACTERS = 4;
/** From this length on a secret is no word that a realm, media type or header could hold by itself. */
const LONG_SECRET_CHARACTERS = 12;
const MASK = '[redacted]';

/**
 * Takes secrets out of text that came back from a server: one that echoes what it was sent must not get them into a
 * fact. Each secret of at least `least` characters is looked for as it is, URL-encoded and as base64.
 */
function redactor(secrets: readonly string[], least: number): (text: string) => string {
  const forms = secrets
    .filter((secret) => secret.length >= least)
    .flatMap((secret) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
    .sort((one, other) => other.length - one.length);
  return (text) => forms.reduce((rest, form) => rest.replaceAll(form, MASK), text);
}

/**
 * The fact without the secrets. Free text loses every one; what is read by programs (challenges, headers, digests)
 * only long ones, so that the password `test` does not tear up the realm `https://auth.test/`.
 */
export function redactFact(fact: HttpFact, secrets: readonly string[]): HttpFact {
  const free = redactor(secrets, MIN_SECRET_CHARACTERS);
  const long = redactor(secrets, LONG_SECRET_CHARACTERS);
  return {
    ...mapStrings(fact, long),
    statusText: free(fact.statusText),
    bodyStart: free(fact.bodyStart),
    errors: fact.errors.map(({ code, message }) => ({ code: long(code), message: free(message) })),
  };
}

/** Text as it came, before any of it is cut: without all secrets, or, where it will be parsed, without the long ones. */
export function redactText(text: string, secrets: readonly string[], which: 'all' | 'long'): string {
  return redactor(secrets, which === 'all' ? MIN_SECRET_CHARACTERS : LONG_SECRET_CHARACTERS)(text);
}

function mapStrings<T>(data: T, change: (text: string) => string): T {
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner)]));
  };
  // The shape is unchanged: only strings are replaced by strings.
  return walk(data) as T;
}
