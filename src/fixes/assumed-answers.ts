import { blankHttpFact } from '../facts/blank.js';
import type { HttpFact } from '../facts/facts.js';
import type { HttpKey } from '../facts/keys.js';
import type { Attempt } from '../replay/walk.js';

/** Round trip assumed of an endpoint that would answer, milliseconds. */
export const ASSUMED_ROUND_TRIP_MS = 20;

const NO_ANSWER: HttpFact = {
  ...blankHttpFact('response', ASSUMED_ROUND_TRIP_MS, null),
  status: 200,
  statusText: 'OK',
};

/** The answer that a request of this step gets where nothing is wrong; it took no longer than the real one. */
export function goodAnswer(step: Attempt['step'], path: string): HttpFact {
  switch (step) {
    case 'token':
      return { ...NO_ANSWER, token: { present: true, expiresInSeconds: null, access: null } };
    case 'manifest':
      return { ...NO_ANSWER, mediaType: 'application/vnd.oci.image.manifest.v1+json' };
    case 'upload':
      return { ...NO_ANSWER, status: 202, statusText: 'Accepted', headers: { location: `${path}assumed` } };
    default:
      return NO_ANSWER;
  }
}

/** The step a request is, as far as its key tells. */
export function stepOf({ url, method, authorization }: HttpKey): Attempt['step'] {
  const { pathname } = new URL(url);
  if (/\/manifests\/[^/]+$/.test(pathname)) return 'manifest';
  if (/\/blobs\/uploads\/$/.test(pathname) && method === 'POST') return 'upload';
  if (/^\/v2\/?$/.test(pathname)) return 'login';
  return authorization?.kind === 'bearer' ? 'login' : 'token';
}
