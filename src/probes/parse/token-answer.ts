import type { HttpFact } from '../../facts/facts.js';
import { cleanText } from '../../text/clean.js';
import { asList, asObject, asText } from './json.js';

/** Grants and actions kept of one token: it is asked for one repository. */
const MAX_GRANTS = 50;
const MAX_CHARACTERS = 300;

/** A token answer: what may be said of it, and the token itself, which goes to the vault and nowhere else. */
export interface TokenAnswer {
  readonly fact: NonNullable<HttpFact['token']>;
  readonly token: string | null;
}

/**
 * Reads the answer of a token realm: `token`, else `access_token` (containers/image `docker_client.go:
 * newBearerTokenFromHTTPResponseBody`, distribution `spec/auth/token.md`). Null where the body has neither field.
 */
export function readTokenAnswer(body: Readonly<Record<string, unknown>>): TokenAnswer | null {
  if (!('token' in body) && !('access_token' in body)) return null;
  const token = asText(body.token) ?? asText(body.access_token);
  const expires = typeof body.expires_in === 'number' && Number.isFinite(body.expires_in) ? body.expires_in : null;
  return {
    fact: { present: token !== null, expiresInSeconds: expires, access: token === null ? null : readAccess(token) },
    token,
  };
}

/** Actions granted per repository by the `access` claim of a JWT (distribution `spec/auth/jwt.md`); null where it can't be read. */
function readAccess(token: string): { name: string; actions: string[] }[] | null {
  const claims = readClaims(token.split('.')[1] ?? '');
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

function readClaims(payload: string): Readonly<Record<string, unknown>> | null {
  try {
    return asObject(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}
