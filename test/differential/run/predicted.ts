import type { PredictedAttempt, Prediction } from '../predict/prediction.js';
import { type ConnectionEnd, connectionLine, requestLine, type Sequence } from './sequence.js';

/**
 * The prediction in the words of the wire, up to the manifest. `round`: only the first round of the client's retries.
 */
export function predictedSequence({ attempts }: Prediction, round: 'all' | 'first'): Sequence {
  const counted = attempts.filter(({ retry }) => round === 'all' || retry === 0);
  const connections: string[] = [];
  const requests: string[] = [];
  for (const request of counted) {
    if (request.parent !== null || request.step === 'wait') continue;
    if (request.step === 'blob' && request.method !== 'HEAD') continue;
    const parts = counted.filter(({ parent }) => parent === request.id);
    for (const part of parts) {
      if (part.step !== 'tcp' || part.address === null) continue;
      connections.push(connectionLine(part.address, endOf(request, part, parts)));
    }
    if (!request.sent || request.url === null || request.method === null) continue;
    const { method, url, credential, status } = request;
    requests.push(requestLine({ method, url, credential, status, to: request.address ?? 'nowhere' }));
  }
  return { connections, requests };
}

/** When the first round of the client's own retries ends, ms of its clock. */
export function endOfFirstRound({ attempts }: Prediction): number {
  return Math.max(0, ...attempts.filter(({ retry }) => retry === 0).map(({ startMs, ms }) => startMs + ms));
}

function endOf(request: PredictedAttempt, connect: PredictedAttempt, parts: readonly PredictedAttempt[]): string {
  if (connect.outcome === 'tcp-refused') return 'refused' satisfies ConnectionEnd;
  if (connect.outcome === 'tcp-timeout') return 'silent' satisfies ConnectionEnd;
  if (connect.outcome !== 'ok') return connect.outcome;
  if (request.url?.startsWith('http:')) return 'plain' satisfies ConnectionEnd;
  const shake = parts.find(({ step, address }) => step === 'tls' && address === connect.address);
  switch (shake?.outcome) {
    case 'ok':
      return 'tls' satisfies ConnectionEnd;
    case 'tls-plain-http':
      return 'tls met plain HTTP' satisfies ConnectionEnd;
    case 'tls-untrusted':
    case 'tls-name':
    case 'tls-legacy-name':
    case 'tls-expired':
    case 'tls-not-yet-valid':
    case 'tls-certificate-other':
      return 'tls rejected' satisfies ConnectionEnd;
    default:
      return `tls ${shake?.outcome ?? 'never tried'}`;
  }
}
