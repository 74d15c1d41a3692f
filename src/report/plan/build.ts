import type { Operation, Plan } from '../../clients/client.js';
import { withoutUserInformation } from '../../text/user-information.js';
import { cleanDeep, safeWords } from '../clean-deep.js';
import { EXIT } from '../exit-code.js';
import { planSource } from './attempt.js';
import { planEntries } from './entries.js';
import type { PlanClient, PlanDocument } from './schema.js';

export interface PlanDocumentInput {
  readonly version: string;
  readonly operation: Operation;
  /** As typed. */
  readonly reference: string;
  readonly root: string;
  readonly plans: readonly Plan[];
}

/** Sources and observations shown of one client: a hostile file may bring thousands. */
const MAX_LISTED = 200;

/** What the clients would do, as a document. Nothing in it came from the network; secrets are in no plan. */
export function buildPlanDocument({ version, operation, reference, root, plans }: PlanDocumentInput): PlanDocument {
  const clients = cleanDeep(plans.map(planClient), safeWords);
  return {
    schemaVersion: 1,
    kind: 'plan',
    operation,
    tool: { name: 'regdoctor', version },
    exitCode: exitCode(clients),
    reference: safeWords(withoutUserInformation(reference)),
    root,
    clients,
    error: null,
  };
}

function planClient(plan: Plan): PlanClient {
  return {
    client: plan.client,
    version: plan.version.text,
    versionFrom: plan.version.from,
    basis: plan.basis,
    reference: plan.reference === null ? null : { ...plan.reference },
    entries: planEntries(plan.root),
    sources: distinct(plan.sources.slice(0, MAX_LISTED).map(planSource)),
    observations: plan.observations
      .slice(0, MAX_LISTED)
      .map(({ code, source, text }) => ({ code, path: source.name, line: source.line, text })),
  };
}

function distinct<T>(entries: readonly T[]): T[] {
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}

/** 3 nobody to speak of · 1 no client gets as far as a request · 0. */
function exitCode(clients: readonly PlanClient[]): number {
  if (clients.length === 0) return EXIT.unknown;
  return clients.every(({ entries }) => entries.every(({ kind }) => kind !== 'attempt')) ? EXIT.finding : EXIT.ok;
}
