import type { HttpFact } from '../../../src/facts/facts.js';
import { challengeFact, errorFact, httpFact } from '../support/facts.js';
import type { Asked, World } from '../support/world.js';

/** The answer that opens an upload session at a place. */
export function sessionAt(location: string): HttpFact {
  return httpFact(202, { headers: { location, 'docker-upload-uuid': 'u1' } });
}

const SESSION = sessionAt('/v2/team/app/blobs/uploads/u1');

/**
 * A registry that takes pushes; `asked` answers before it does. `wants`: what an account is needed for, with Basic authentication; the name of a
 * credential in `knows` is let in, and so is everybody where nothing is wanted.
 */
export function pushRegistry(options: {
  readonly wants?: 'nothing' | 'pushes' | 'everything';
  readonly knows?: string;
  readonly asked?: (asked: Asked) => HttpFact | undefined;
}): World {
  const { wants = 'nothing', knows = 'nobody', asked: told } = options;
  return {
    http: (asked) => {
      const { url, method, sent } = asked;
      if (url.pathname === '/v2/') return wants === 'nothing' ? undefined : challengeFact(null);
      const given = told?.(asked);
      if (given !== undefined) return given;
      const changes = method !== 'GET' && method !== 'HEAD';
      if ((wants === 'everything' || (wants === 'pushes' && changes)) && sent !== knows)
        return errorFact(401, 'UNAUTHORIZED', 'authentication required');
      if (method === 'POST') return SESSION;
      return method === 'DELETE' ? httpFact(204) : undefined;
    },
  };
}
