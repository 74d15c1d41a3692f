import type { TlsFact } from '../../facts/facts.js';
import { answersElsewhere } from '../connects.js';
import type { Cause, DiagnosisContext } from '../context.js';
import { localRegistry } from '../local-registry.js';
import { bareHost, hopEvidence, quoted } from '../parts.js';
import { endpoint, hostPort, type Rule, seen } from '../rule.js';

/** TLS is spoken to a port that speaks plain HTTP: an HTTP registry that nobody declared insecure, mostly. */
export const httpsOnHttpPort: Rule = {
  code: 'https-on-http-port',
  explains(cause, context) {
    if (cause.failure.kind !== 'tls-plain-http') return null;
    const place = hostPort(cause.url);
    const first = handshakeOf(cause, context)?.firstBytes?.split('\\r')[0] ?? null;
    const answer = first === null ? '' : ` with ${quoted(first)}`;
    return {
      title: `${place} speaks plain HTTP, and is asked over HTTPS`,
      subject: endpoint(cause.url),
      evidence: [
        seen(cause, `${place} answers the TLS hello in plain HTTP${answer}`),
        ...answersElsewhere(cause, context),
        ...(localRegistry(cause, context)?.evidence ?? []),
        ...hopEvidence(cause),
      ],
      nextStep: `whoever runs ${bareHost(cause.url)}: serve TLS on ${place}; where plain HTTP is meant, every client must be told so`,
    };
  },
};

function handshakeOf(cause: Cause, { facts }: DiagnosisContext): TlsFact | null {
  const fact = cause.failure.fact === null ? undefined : facts.byId(cause.failure.fact);
  return fact?.kind === 'tls' ? fact : null;
}
