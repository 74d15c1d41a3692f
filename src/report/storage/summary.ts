import type { StorageFacts } from '../../facts/storage.js';
import type { StorageDiagnosis } from '../../findings/storage/diagnose.js';
import type { Prospect } from '../../findings/storage/prospect.js';
import type { ReportStorage } from '../schema.js';

/** Names of operations in a sentence. */
const WORDS = { pull: 'pull', bud: 'build', run: 'run' } as const;

/** What each client can do, the verdict over those that are installed, and one sentence that says both. */
export function storageSummary(facts: StorageFacts, diagnosis: StorageDiagnosis): ReportStorage {
  const { prospects, findings } = diagnosis;
  const judged = prospects.some(({ installed }) => installed)
    ? prospects.filter(({ installed }) => installed)
    : prospects;
  const outcomes = judged.map(({ outcome }) => outcome);
  const verdict = !judged.some(({ installed }) => installed)
    ? 'unknown'
    : outcomes.includes('fails')
      ? 'broken'
      : outcomes.includes('unknown')
        ? 'unknown'
        : findings.some(({ severity }) => severity === 'warning')
          ? 'degraded'
          : 'ok';
  const [first] = findings;
  const said = [sentence(judged, 'works'), sentence(judged, 'fails'), sentence(judged, 'unknown')].filter(
    (text) => text !== '',
  );
  return {
    verdict,
    summary: `${said.join('; ')}${first === undefined || verdict === 'ok' ? '' : `: ${first.title}`}.`,
    prospects: prospects.map(({ client, installed, operation, outcome, driver, says }) => ({
      client,
      version: facts.clients.find((each) => each.client === client)?.version ?? null,
      installed,
      operation,
      outcome,
      driver,
      says,
    })),
  };
}

function sentence(prospects: readonly Prospect[], outcome: Prospect['outcome']): string {
  const those = prospects.filter((each) => each.outcome === outcome);
  if (those.length === 0) return '';
  const clients = [...new Set(those.map(({ client }) => client))].map(
    (client) =>
      `${client} ${those
        .filter((each) => each.client === client)
        .map(({ operation }) => WORDS[operation])
        .join(' and ')}`,
  );
  const drivers = [...new Set(those.flatMap(({ driver }) => (driver === null ? [] : [driver])))];
  const how = outcome === 'works' && drivers.length > 0 ? ` with ${drivers.join(', ')}` : '';
  const verb = { works: 'can work here', fails: 'can’t work here', unknown: 'can’t be told' }[outcome];
  return `${clients.join(', ')} ${verb}${how}`;
}
