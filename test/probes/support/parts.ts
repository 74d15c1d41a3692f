import type { HttpFact } from '../../../src/facts/facts.js';
import { prober } from './servers.js';

/** Sends a part of so many bytes to a server on loopback. */
export async function askKey(port: number, bodyBytes: number): Promise<HttpFact> {
  const fact = await prober().probe(
    {
      kind: 'http',
      route: { kind: 'direct', address: '127.0.0.1', port },
      clientCertificate: null,
      method: 'PATCH',
      url: `http://127.0.0.1:${port}/v2/app/blobs/uploads/u1`,
      accept: 'any',
      form: null,
      authorization: null,
      account: false,
      serial: 0,
      bodyBytes,
    },
    { stepMs: 5000, signal: new AbortController().signal, siblingRoundTripMs: () => null },
  );
  if (fact.kind !== 'http') throw new Error('not an HTTP fact');
  return fact;
}
