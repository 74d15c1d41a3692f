import { blankHttpFact } from '../../facts/blank.js';
import type { Fact, TlsFact } from '../../facts/facts.js';
import type { FactKey } from '../../facts/keys.js';

/** A TLS fact with nothing seen. */
export function blankTlsFact(outcome: TlsFact['outcome'], ms: number, detail: string | null): TlsFact {
  return {
    kind: 'tls',
    outcome,
    ms,
    protocol: null,
    cipher: null,
    chain: [],
    chainAsSent: false,
    clientCertificateAsked: false,
    firstBytes: null,
    detail,
  };
}

/** The fact for a probe that could not be carried out. Look-ups have no `failed`: theirs is `server-failure`. */
export function failedFact(key: FactKey, ms: number, detail: string): Fact {
  switch (key.kind) {
    case 'dns':
      return { kind: 'dns', outcome: 'server-failure', addresses: [], ms, queries: 0, detail };
    case 'tcp':
      return { kind: 'tcp', outcome: 'failed', ms, segments: 0, detail };
    case 'tls':
      return blankTlsFact('failed', ms, detail);
    case 'http':
      return blankHttpFact('failed', ms, detail);
    case 'certificate':
      return { kind: 'certificate', outcome: 'failed', der: null, ms, detail };
    case 'helper':
      return { kind: 'helper', outcome: 'failed', credential: null, ms, detail };
  }
}
