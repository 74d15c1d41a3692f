import type { Observation } from '../../../client.js';

/** What a key that no version reads was probably meant to do. */
export interface KeyMeaning {
  readonly meant: Observation['meant'];
  /** For `insecure`: whether the value as written asks for it; null where that can't be told. */
  readonly asksInsecure: boolean | null;
}

/** Keys that switch verification off when true. */
const INSECURE_WHEN_TRUE =
  /^(insecure-?(registry|registries|skip-?(tls-?)?verify)?|allow-?(insecure|http)|(skip-?(tls-?|ssl-?|cert-?)?verify(-?tls)?)|skip-?tls|plain-?http|use-?http|http)$/;
/** Keys that switch verification off when false. */
const INSECURE_WHEN_FALSE = /^((tls|ssl|cert)-?verify|verify(-?(tls|ssl|cert))?|secure|tls|https)$/;
const MIRROR = /mirror|^endpoints?$|^fallback/;
const BLOCK = /^block|^deny|^denied|^disabled?$/;
const CREDENTIALS = /auth|^user(name)?$|^passw|^token$|credential/;
const TRUST = /^(ca|cacert|root-?ca)(-|s$|file|path|dir|$)|cert/;

/** Reads a key's name, dashes and underscores alike, in any case. */
export function keyMeaning(key: string, value: unknown): KeyMeaning {
  const name = key.toLowerCase().replaceAll('_', '-');
  const wanted = asBoolean(value);
  if (INSECURE_WHEN_TRUE.test(name)) return { meant: 'insecure', asksInsecure: wanted };
  if (INSECURE_WHEN_FALSE.test(name)) return { meant: 'insecure', asksInsecure: wanted === null ? null : !wanted };
  const rules = [
    [MIRROR, 'mirror'],
    [BLOCK, 'block'],
    [CREDENTIALS, 'credentials'],
    [TRUST, 'trust'],
  ] as const;
  const rule = rules.find(([pattern]) => pattern.test(name));
  return { meant: rule?.[1] ?? 'other', asksInsecure: null };
}

function asBoolean(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 1) return true;
  return value === 'false' || value === 0 ? false : null;
}
