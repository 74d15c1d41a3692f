import type { Fact } from '../facts/facts.js';
import type { Case, DiagnosisContext } from '../findings/context.js';
import type { Finding } from '../findings/finding.js';
import type { Change } from '../findings/trials.js';

/** Round trip assumed of an endpoint that would answer, milliseconds. */
const ASSUMED_ROUND_TRIP_MS = 20;

/** Facts as they would be once somebody else has done what the finding asks for; what then follows stays as unknown as it is. */
export function improvedFacts(finding: Finding, entry: Case, context: DiagnosisContext): Change {
  if (finding.code.startsWith('tls-')) {
    return finding.code === 'tls-not-yet-valid-clock-skew' ? { certificatesGood: true } : { certificatesGood: true };
  }
  const changes: [string, Fact][] = [];
  for (const id of factsOf(finding, entry)) {
    const fact = context.facts.byId(id);
    const better = fact === undefined ? null : improve(fact, finding);
    if (better !== null) changes.push([id, better]);
  }
  return { facts: changes };
}

function factsOf(finding: Finding, entry: Case): string[] {
  const named = finding.evidence.flatMap(({ fact }) => (fact === null ? [] : [fact]));
  return named.length > 0 ? named : entry.walk.failures.flatMap(({ fact }) => (fact === null ? [] : [fact]));
}

function improve(fact: Fact, finding: Finding): Fact | null {
  if (fact.kind === 'tcp') {
    if (finding.code === 'fallback-delay')
      return fact.outcome === 'silent'
        ? { ...fact, outcome: 'refused', ms: ASSUMED_ROUND_TRIP_MS, detail: 'ECONNREFUSED' }
        : null;
    return { ...fact, outcome: 'connected', ms: ASSUMED_ROUND_TRIP_MS, detail: null };
  }
  if (fact.kind === 'http')
    return { ...fact, outcome: 'response', status: 200, statusText: 'OK', errors: [], detail: null };
  return null;
}
