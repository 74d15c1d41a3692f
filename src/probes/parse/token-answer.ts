import type { HttpFact } from '../../facts/facts.js';
import { cleanText } from '../../text/clean.js';
import { asList, asObject, asText } from './json.js';
import { readJwt, readTokenClaims } from './token-claims.js';

/** Grants and actions kept of one token: it is asked for one repository. */
const MAX_GRANTS = 50;
const MAX_CHARACTERS = 300;

/** A token answer: what may be said of it, and the token itself, which goes to the vault and nowhere else. */
export interface TokenAnswer {
  readonly fact: NonNullable<HttpFact['token']>;
  readonly token: string | null;
}

/** What Go puts into no header (golang.org/x/net `http/httpguts/httplex.go`: ValidHeaderFieldValue); a line break would begin another one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const NOT_IN_A_HEADER = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/**
 * Reads the answer of a token realm: `token`, else `access_token` (containers/image `docker_client.go:
 * newBearerTokenFromHTTPResponseBody`, distribution `spec/auth/token.md`). Null where the body has neither field.
 */
export function readTokenAnswer(body: Readonly<Record<string, unknown>>): TokenAnswer | null {
  if (!('token' in body) && !('access_token' in body)) return null;
  const given = asText(body.token) ?? asText(body.access_token);
  const unusable = given !== null && NOT_IN_A_HEADER.test(given);
  const token = unusable ? null : given;
  const expires = typeof body.expires_in === 'number' && Number.isFinite(body.expires_in) ? body.expires_in : null;
  return {
    fact: {
      present: token !== null,
      ...(unusable ? { unusable: true as const } : {}),
      expiresInSeconds: expires,
      access: token === null ? null : readAccess(token),
      claims: token === null ? null : readTokenClaims(token),
    },
    token,
  };
}

/** Actions granted per repository by the `access` claim of a JWT (distribution `spec/auth/jwt.md`); null where it can't be read. */
function readAccess(token: string): { name: string; actions: string[] }[] | null {
  const claims = readJwt(token);
  if (!Array.isArray(claims?.access)) return null;
  return claims.access.slice(0, MAX_GRANTS).flatMap((value: unknown) => {
    const grant = asObject(value);
    const name = asText(grant?.name);
    if (grant === null || name === null || grant.type !== 'repository') return [];
    const actions = asList(grant.actions).slice(0, MAX_GRANTS);
    return [{ name: cleanText(name, MAX_CHARACTERS), actions: actions.flatMap(readAction) }];
  });
}

function readAction(value: unknown): string[] {
  const action = asText(value);
  return action === null ? [] : [cleanText(action, MAX_CHARACTERS)];
}
