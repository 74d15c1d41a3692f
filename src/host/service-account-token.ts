/** Names that a service account's token holds; null: it doesn't say. */
export interface ServiceAccountClaims {
  readonly namespace: string | null;
  readonly pod: string | null;
  readonly serviceAccount: string | null;
  readonly node: string | null;
}

/** Longer texts (characters) are no token of Kubernetes, whose tokens have about a thousand. */
const MAX_TOKEN_CHARACTERS = 16 * 1024;
const NOTHING: ServiceAccountClaims = { namespace: null, pod: null, serviceAccount: null, node: null };

/**
 * The names in the body of a service account's token (a JWT, kubernetes `pkg/serviceaccount/claims.go`: privateClaims; `node` since 1.29). The
 * signature is not looked at, and nothing else of the token leaves this function.
 */
export function serviceAccountClaims(token: string): ServiceAccountClaims {
  const parts = token.trim().split('.');
  if (token.length > MAX_TOKEN_CHARACTERS || parts.length !== 3) return NOTHING;
  const claims = objectAt(parsed(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8')), 'kubernetes.io');
  const namespace = claims['namespace'];
  return {
    namespace: typeof namespace === 'string' ? namespace : null,
    pod: nameIn(claims, 'pod'),
    serviceAccount: nameIn(claims, 'serviceaccount'),
    node: nameIn(claims, 'node'),
  };
}

function nameIn(claims: Readonly<Record<string, unknown>>, key: string): string | null {
  const { name } = objectAt(claims, key);
  return typeof name === 'string' ? name : null;
}

function objectAt(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : null;
  return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
