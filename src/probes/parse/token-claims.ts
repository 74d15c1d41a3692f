import type { TokenClaims } from '../../facts/facts.js';
import { cleanText } from '../../text/clean.js';
import { asObject, asText, parseObject } from './json.js';

/** Longest token (characters) that is looked into; those of registries have a few thousand. */
const MAX_TOKEN_CHARACTERS = 64 * 1024;
const MAX_ISSUER_CHARACTERS = 300;
/** The last second of the year 9999: later times are no times. */
const MAX_SECONDS = 253_402_300_799;

/** The body of a JWT (RFC 7519) whatever it is signed with; null for anything else. */
export function readJwt(token: string): Readonly<Record<string, unknown>> | null {
  const parts = token.length > MAX_TOKEN_CHARACTERS ? [] : token.split('.');
  const [, payload = ''] = parts;
  return parts.length === 3 ? decoded(payload) : null;
}

/**
 * What a token, or a password that is one, says of its own lifetime: the claims of a JWT (RFC 7519 §4.1; ACR, GitLab, Harbor, OpenShift), or `expiration`
 * of Amazon ECR's password (base64 of JSON with a `payload`). Null where it says nothing: an opaque token, a usual password.
 */
export function readTokenClaims(token: string): TokenClaims | null {
  const jwt = readJwt(token);
  if (jwt !== null) {
    const issuer = asText(jwt.iss);
    const claims: TokenClaims = {
      issuedAtMs: milliseconds(jwt.iat),
      notBeforeMs: milliseconds(jwt.nbf),
      expiresAtMs: milliseconds(jwt.exp),
      issuer: issuer === null ? null : cleanText(issuer, MAX_ISSUER_CHARACTERS),
    };
    return Object.values(claims).every((claim) => claim === null) ? null : claims;
  }
  const ecr = token.length > MAX_TOKEN_CHARACTERS || !/^[\w+/-]{40,}={0,2}$/.test(token) ? null : decoded(token);
  const expiresAtMs = ecr !== null && 'payload' in ecr ? milliseconds(ecr.expiration) : null;
  return expiresAtMs === null ? null : { issuedAtMs: null, notBeforeMs: null, expiresAtMs, issuer: null };
}

/** The first of these secrets that says something of its own lifetime; null where none does. */
export function claimsAmong(secrets: readonly string[]): TokenClaims | null {
  for (const secret of secrets) {
    const claims = readTokenClaims(secret);
    if (claims !== null) return claims;
  }
  return null;
}

function decoded(base64: string): Readonly<Record<string, unknown>> | null {
  return asObject(parseObject(Buffer.from(base64, 'base64url').toString('utf8')));
}

/** Seconds since the epoch as milliseconds; null for what is no time. */
function milliseconds(seconds: unknown): number | null {
  return typeof seconds === 'number' && seconds > 0 && seconds <= MAX_SECONDS ? Math.floor(seconds * 1000) : null;
}
