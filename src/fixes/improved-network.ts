import type { Fact, TlsFact } from '../facts/facts.js';
import type { DiagnosisContext } from '../findings/context.js';
import type { Finding } from '../findings/finding.js';
import { ASSUMED_ROUND_TRIP_MS } from './assumed-answers.js';

/** Stands for the address that nobody knows yet (RFC 5737, for documentation); nothing is ever sent there. */
const ASSUMED_ADDRESS = '192.0.2.1';

/** Look-ups, connects and handshakes as they would be once the finding is cured; answers over HTTP are others' business. */
export function improvedNetwork(
  ids: readonly string[],
  finding: Finding,
  context: DiagnosisContext,
): readonly (readonly [string, Fact])[] {
  return ids.flatMap((id) => {
    const fact = context.facts.byId(id);
    switch (fact?.kind) {
      case 'dns':
        return improvedLookUp(id, context);
      case 'tcp':
        return improvedConnect(id, fact, finding);
      case 'tls':
        return fact.outcome === 'handshake' ? [] : [[id, goodHandshake(fact)], ...sameOverTls(id, context)];
      default:
        return [];
    }
  });
}

/** Both questions of one name at one server get answers, those of another server where one knows. */
function improvedLookUp(id: string, { facts }: DiagnosisContext): [string, Fact][] {
  const [, server, name] = id.split(' ');
  return (['A', 'AAAA'] as const).flatMap((type): [string, Fact][] => {
    const own = `dns ${server} ${name} ${type}`;
    const known = [...facts.entries()].find(
      ([other, fact]) => other.endsWith(` ${name} ${type}`) && fact.kind === 'dns' && fact.outcome === 'answer',
    )?.[1];
    const addresses = known?.kind === 'dns' ? known.addresses : type === 'A' ? [ASSUMED_ADDRESS] : [];
    const outcome = addresses.length > 0 ? 'answer' : 'nodata';
    return [[own, { kind: 'dns', outcome, addresses, ms: ASSUMED_ROUND_TRIP_MS, queries: 1, detail: null }]];
  });
}

function improvedConnect(id: string, fact: Extract<Fact, { kind: 'tcp' }>, finding: Finding): [string, Fact][] {
  if (finding.code !== 'fallback-delay')
    return [[id, { ...fact, outcome: 'connected', ms: ASSUMED_ROUND_TRIP_MS, detail: null }]];
  if (fact.outcome !== 'silent') return [];
  return [[id, { ...fact, outcome: 'refused', ms: ASSUMED_ROUND_TRIP_MS, detail: 'ECONNREFUSED' }]];
}

function goodHandshake(fact: TlsFact): TlsFact {
  return {
    ...fact,
    outcome: 'handshake',
    ms: ASSUMED_ROUND_TRIP_MS,
    protocol: 'TLSv1.3',
    firstBytes: null,
    detail: null,
  };
}

/** What a server answers over plain HTTP it would answer over TLS on the same port. */
function sameOverTls(id: string, { facts }: DiagnosisContext): [string, Fact][] {
  const place = /^tls (\S+) /.exec(id)?.[1];
  if (place === undefined) return [];
  return [...facts.entries()].flatMap(([other, fact]): [string, Fact][] =>
    fact.kind === 'http' && other.includes(` http://`) && other.includes(` via ${place} `)
      ? [[other.replace(' http://', ' https://'), fact]]
      : [],
  );
}
