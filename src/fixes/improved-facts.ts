import type { Fact } from '../facts/facts.js';
import type { Case, DiagnosisContext } from '../findings/context.js';
import type { Finding } from '../findings/finding.js';
import type { Change } from '../findings/trials.js';
import { goodAnswer } from './assumed-answers.js';
import { improvedChallenge } from './improved-challenge.js';
import { improvedConfiguration } from './improved-configuration.js';
import { improvedNetwork } from './improved-network.js';
import { improvedSession } from './improved-session.js';

/** Codes of hops. */
const HOPS: readonly string[] = ['auth-token-realm-unreachable', 'blob-redirect-unreachable'];

/** Facts as they would be once somebody else has done what the finding asks for; what then follows stays as unknown as it is. */
export function improvedFacts(finding: Finding, entry: Case, context: DiagnosisContext): Change {
  const configuration = improvedConfiguration(finding, entry, context);
  if (configuration !== null) return configuration;
  if (finding.code === 'upload-redirect-scheme') return improvedSession(finding, context);
  // Where the code names the hop, its detail names what is wrong there.
  const code = HOPS.includes(finding.code) ? (finding.detail ?? finding.code) : finding.code;
  const ids = factsOf(finding, entry);
  const changes = [...improvedNetwork(ids, finding, context)];
  for (const id of ids) {
    const fact = context.facts.byId(id);
    const better = improvedChallenge(fact, finding) ?? (fact?.kind === 'http' ? improvedAnswer(id, entry) : null);
    if (better !== null) changes.push([id, better]);
  }
  // Who is left out of an inspection is shown the registry's own certificate.
  const aboutTls =
    code.startsWith('tls-') || code === 'proxy-interception' || changes.some(([, fact]) => fact.kind === 'tls');
  // A server with bad certificates can still be asked what comes next; one that doesn't answer can't.
  if (changes.length === 0) return aboutTls ? { certificatesGood: true } : {};
  return { facts: changes, unasked: true, ...(aboutTls ? { certificatesGood: true } : {}) };
}

function factsOf(finding: Finding, entry: Case): string[] {
  const named = finding.evidence.flatMap(({ fact }) => (fact === null ? [] : [fact]));
  return named.length > 0 ? named : entry.walk.failures.flatMap(({ fact }) => (fact === null ? [] : [fact]));
}

/** The good answer in place of one that made the walk fail; other answers stay as they are. */
function improvedAnswer(id: string, { walk }: Case): Fact | null {
  const failed = walk.attempts.find(({ outcome, facts }) => outcome !== 'ok' && facts.includes(id));
  if (failed === undefined || !walk.failures.some(({ fact }) => fact === id)) return null;
  return goodAnswer(failed.step, URL.parse(failed.url ?? '')?.pathname ?? '/');
}
