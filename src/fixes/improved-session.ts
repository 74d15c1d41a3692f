import type { DiagnosisContext } from '../findings/context.js';
import type { Finding } from '../findings/finding.js';
import type { Change } from '../findings/trials.js';

/** The answers that opened a session, naming it at the address that was asked; what comes then is known, for there it was cancelled. */
export function improvedSession({ evidence }: Finding, { facts }: DiagnosisContext): Change {
  const changes = evidence.flatMap(({ fact: id }) => {
    const fact = id === null ? undefined : facts.byId(id);
    const asked = URL.parse(/^http POST (\S+) /.exec(id ?? '')?.[1] ?? '');
    if (id === null || fact?.kind !== 'http' || asked === null) return [];
    const named = URL.parse(fact.headers['location'] ?? '', asked.href);
    if (named === null) return [];
    const location = `${asked.origin}${named.pathname}${named.search}`;
    return [[id, { ...fact, headers: { ...fact.headers, location } }] as const];
  });
  return { facts: changes, unasked: true };
}
