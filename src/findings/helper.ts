import type { HelperFact } from '../facts/facts.js';
import { describeSource, type Source } from '../host/source.js';
import type { CredentialChoice, CredentialRef } from '../plan/nodes.js';
import { nodesOf } from '../plan/visit.js';
import type { Attempt } from '../replay/walk.js';
import { registryAsked, sentWith } from './asked.js';
import type { Cause, DiagnosisContext } from './context.js';
import { loginStep } from './credential.js';
import type { Evidence } from './finding.js';
import type { Explanation } from './rule.js';
import { locationOf, stopBehind } from './stop.js';

/** A helper program that gave nothing, and what that means for the client. */
export interface HelperTrouble {
  readonly program: string;
  /** What it was asked for, or null where nobody got as far. */
  readonly server: string | null;
  /** The line that names it. */
  readonly source: Source | null;
  /** What its run brought; null where it is not on the PATH. */
  readonly fact: HelperFact | null;
  readonly factId: string | null;
  /** `ends`: the client stops there. `goes on`: it asks without this login, and is refused. */
  readonly then: 'ends' | 'goes on';
}

const REFUSALS: readonly number[] = [401, 403];

/** The helper behind a failure: it ended the client, or was passed over before somebody asked for a login. Null where no helper is to blame. */
export function helperBehind(cause: Cause, context: DiagnosisContext): HelperTrouble | null {
  if (cause.failure.kind === 'credential-helper')
    return troubleIn(cause, context, cause.failure.text, cause.failure.fact, 'ends');
  const { failure } = cause;
  const wantsLogin =
    failure.kind === 'credential-missing' || (failure.status !== null && REFUSALS.includes(failure.status));
  if (!wantsLogin || cause.hop === 'redirect' || sentWith(cause).credential !== null) return null;
  const passedOver = cause.case.walk.attempts.find(isPassedOver);
  return passedOver === undefined
    ? null
    : troubleIn(cause, context, passedOver.detail ?? '', passedOver.facts[0] ?? null, 'goes on');
}

function isPassedOver({ outcome, detail }: Attempt): boolean {
  return outcome === 'credential-helper' && detail !== null;
}

function troubleIn(
  cause: Cause,
  context: DiagnosisContext,
  text: string,
  factId: string | null,
  then: HelperTrouble['then'],
): HelperTrouble | null {
  const program = /docker-credential-[^\s":`]+/.exec(text)?.[0];
  if (program === undefined) return null;
  const asked = helpersOf(cause).find(({ helper }) => helper?.program === program);
  const found = factId === null ? undefined : context.facts.byId(factId);
  const fact = found?.kind === 'helper' ? found : null;
  const source = asked?.source ?? stopBehind(cause)?.sources[0] ?? null;
  return { program, server: asked?.helper?.server ?? null, source, fact, factId, then };
}

/** All credentials of a plan that a helper keeps, those that follow one another too. */
function helpersOf({ case: { plan } }: Cause): CredentialRef[] {
  const found: CredentialRef[] = [];
  const add = (choice: CredentialChoice | null | undefined): void => {
    if (choice == null || choice.kind === 'stop' || choice.helper === undefined) return;
    found.push(choice);
    add(choice.helper.none);
    add(choice.helper.failed);
  };
  for (const node of nodesOf(plan.root)) {
    if (node.kind === 'sequence') add(node.looksUp);
    if (node.kind === 'follow' && 'rule' in node) add(node.rule?.credential);
  }
  return found;
}

/** What both rules say of a helper: `is`: `is not installed`. `cure`: what somebody does about the program itself. */
export function explainHelper(
  cause: Cause,
  trouble: HelperTrouble,
  words: { readonly is: string; readonly cure: string; readonly evidence: readonly Evidence[] },
): Explanation {
  const { plan } = cause.case;
  const { program, source, then } = trouble;
  const registry = registryAsked(cause);
  const named = source === null ? program : `${program}, which ${describeSource(source)} names,`;
  const says = then === 'ends' ? `${plan.client} says: ${cause.failure.text}` : passedOver(plan.client, registry);
  return {
    title:
      then === 'ends'
        ? `${plan.client} stops before ${plan.client === 'oras' || plan.client === 'helm' ? 'it logs in' : 'the network'}: ${named} ${words.is}`
        : `${registry} wants a login, and ${named} ${words.is}`,
    subject: source === null ? program : `${source.name} ${program}`,
    location: source === null ? null : locationOf(source),
    evidence: [...words.evidence, { text: says, fact: then === 'ends' ? cause.failure.fact : cause.failure.fact }],
    nextStep: `${words.cure}, or take its line out of ${source?.name ?? 'the configuration'} and log in: ${loginStep(plan.client, registry)}`,
    about: { origin: null, registry, file: source?.kind === 'file' ? source.name : null },
  };
}

function passedOver(client: string, registry: string): string {
  return `${client} passes over that in silence, asks ${registry} without a login, and is refused`;
}
