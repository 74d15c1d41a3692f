import type { Plan } from '../clients/client.js';
import type { FactKey } from '../facts/keys.js';
import type { Case } from '../findings/context.js';
import type { Right, Rights } from '../findings/rights.js';
import type { Attempt, Walk } from '../replay/walk.js';

/** How the plans of one client are made and walked again. */
export interface RightsWays {
  plan(client: string, operation: 'pull' | 'push', anonymous: boolean): Plan;
  walk(plan: Plan): Walk;
}

/** Statuses that refuse who asks. */
const REFUSALS: readonly number[] = [401, 403];

/**
 * Who may do what with the repository of a push: the plans of one client walked as nobody, and as a pull of the account that the push used. Only
 * where the registry has answered that client at all. `needs`: facts that would tell.
 */
export function rightsOf(
  cases: readonly Case[],
  ways: RightsWays,
): { readonly rights: Rights | null; readonly needs: readonly FactKey[] } {
  const entry = cases.find(
    ({ plan, walk }) =>
      plan.operation === 'push' && plan.reference !== null && walk.attempts.some(({ status }) => status !== null),
  );
  if (entry === undefined || entry.plan.reference === null) return { rights: null, needs: [] };
  const { client, reference } = entry.plan;
  const credential = credentialOf(entry.walk);
  const push = credential === null ? entry.walk : ways.walk(ways.plan(client, 'push', true));
  const registry = hostOf(registryIn(push) ?? registryIn(entry.walk));
  const pull = ways.walk(ways.plan(client, 'pull', true));
  const accountPull = credential === null ? null : ways.walk(ways.plan(client, 'pull', false));
  const needs = [
    ...push.needs,
    ...[pull, accountPull].flatMap((walk) => (walk === null || mayPull(walk, registry) !== null ? [] : walk.needs)),
  ];
  const rights: Rights = {
    registry: reference.registry,
    repository: reference.repository,
    client,
    anonymous: { pull: mayPull(pull, registry) ?? 'unknown', push: mayPush(push) },
    account:
      credential === null || accountPull === null
        ? null
        : { credential, pull: mayPull(accountPull, registry) ?? 'unknown', push: mayPush(entry.walk) },
    anonymousPushFact: (uploadIn(push)?.facts ?? []).at(-1) ?? push.failure?.fact ?? null,
  };
  return { rights, needs };
}

/** Name of the credential that a walk sent, or bought a token with. */
function credentialOf({ attempts }: Walk): string | null {
  return (
    attempts.find(({ credentialFrom }) => credentialFrom !== null && credentialFrom !== 'token')?.credentialFrom ?? null
  );
}

/** The last request that would open an upload session. */
function uploadIn({ attempts }: Walk): Attempt | undefined {
  return attempts.findLast(({ step, method }) => step === 'upload' && method === 'POST');
}

/** A request that the registry itself answered: the upload's, else the last that led to one. */
function registryIn(walk: Walk): Attempt | undefined {
  return (
    uploadIn(walk) ??
    walk.attempts.findLast(({ parent, step, status }) => parent === null && step !== 'token' && status !== null)
  );
}

function mayPush(walk: Walk): Right {
  if (uploadIn(walk)?.outcome === 'ok') return 'yes';
  return isRefused(walk) ? 'no' : 'unknown';
}

/** Null while it can't be told yet. @param registry the host that a push goes to: a mirror's answer says nothing of it. */
function mayPull(walk: Walk, registry: string | null): Right | null {
  const served = walk.attempts.some(
    (attempt) =>
      attempt.step === 'manifest' && attempt.outcome === 'ok' && registry !== null && hostOf(attempt) === registry,
  );
  if (served) return 'yes';
  if (walk.outcome === 'unknown') return null;
  return isRefused(walk) ? 'no' : 'unknown';
}

function isRefused({ failure }: Walk): boolean {
  if (failure === null) return false;
  return failure.kind === 'credential-missing' || (failure.status !== null && REFUSALS.includes(failure.status));
}

function hostOf(attempt: Attempt | undefined): string | null {
  return attempt?.url == null ? null : (URL.parse(attempt.url)?.host ?? null);
}
