import type { HttpFact } from './facts.js';

/** An HTTP fact with nothing seen. */
export function blankHttpFact(outcome: HttpFact['outcome'], ms: number, detail: string | null): HttpFact {
  return {
    kind: 'http',
    outcome,
    ms,
    status: null,
    statusText: '',
    headers: {},
    challenges: [],
    bodyBytes: 0,
    bodyStart: '',
    errors: [],
    mediaType: null,
    index: null,
    token: null,
    configDigest: null,
    detail,
  };
}
