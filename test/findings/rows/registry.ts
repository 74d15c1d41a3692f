import { challengeFact, errorFact, tokenFact } from '../support/facts.js';
import type { Asked, World } from '../support/world.js';

export const REGISTRY = 'reg.example:5000';
export const IMAGE = 'reg.example:5000/team/app:1';
export const REALM = 'https://auth.example/token';
export const AUTH_FILE = '/root/.config/containers/auth.json';

type Answer = ReturnType<NonNullable<World['http']>>;

/** A registry that lets everybody in; `manifest` answers what is asked after the ping. */
export function openRegistry(manifest: (asked: Asked) => Answer): World {
  return { http: (asked) => (asked.url.pathname === '/v2/' ? undefined : manifest(asked)) };
}

/** A registry that only lets in who sends the right credential, by name (`any`: whatever is sent). */
export function basicRegistry(accepted: string): World {
  return {
    http: ({ url, sent }) => {
      if (url.pathname === '/v2/' && sent === null) return challengeFact(null);
      const good = accepted === 'any' ? sent !== null : sent === accepted;
      return good ? undefined : errorFact(401, 'UNAUTHORIZED', 'authentication required');
    },
  };
}

/** A registry with a token service; `token` and `manifest` answer the requests there and after it. */
export function tokenRegistry(
  token: (asked: Asked) => Answer,
  manifest: (asked: Asked) => Answer = () => undefined,
): World {
  return {
    http: (asked) => {
      if (asked.url.hostname === 'auth.example') return token(asked) ?? tokenFact();
      return asked.url.pathname === '/v2/' ? challengeFact(REALM) : manifest(asked);
    },
  };
}

/** An auth file with these keys; what is in it never matters. */
export function authFile(...keys: string[]): string {
  const auth = Buffer.from('robot:secret-canary').toString('base64');
  return JSON.stringify({ auths: Object.fromEntries(keys.map((key) => [key, { auth }])) }, null, 2);
}
