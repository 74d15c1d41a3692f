import type { Operation, Plan } from '../clients/client.js';
import type { FactBook } from '../facts/book.js';
import type { FactKey } from '../facts/keys.js';
import { causesOf } from '../findings/causes.js';
import type { Case, DiagnosisContext } from '../findings/context.js';
import { diagnose } from '../findings/diagnose.js';
import type { Finding } from '../findings/finding.js';
import { outcomeOf } from '../findings/outcome.js';
import type { Rights } from '../findings/rights.js';
import { createTrials } from '../findings/trials.js';
import type { Fix } from '../fixes/fix.js';
import { prescribe } from '../fixes/prescribe.js';
import { together } from '../fixes/together.js';
import type { Host } from '../host/host.js';
import { withoutCredentials } from '../plan/anonymous.js';
import { withPart } from '../plan/push-part.js';
import type { ReplayEnvironment } from '../replay/environment.js';
import { replay } from '../replay/replay.js';
import { factsThatHold, hiddenFrom } from './hidden.js';
import { judgeFor, rememberedVerdicts, type Verdicts } from './judge.js';
import { rightsOf } from './rights.js';
import type { Subject } from './subject.js';
import { untilAnswered } from './until-answered.js';

/** What facts and configuration come to. */
export interface Examination {
  readonly cases: readonly Case[];
  readonly findings: readonly { readonly finding: Finding; readonly fixes: readonly Fix[] }[];
  /** Who may do what, for a push that the registry answered; null else. */
  readonly rights: Rights | null;
  /** Facts that would settle what fixes and dead settings would bring. */
  readonly needs: readonly FactKey[];
}

/** Plans and replays for one subject. Pure: the same facts give the same findings, today or from a saved report. */
export interface Examiner {
  readonly plans: readonly Plan[];
  /** Facts that the clients' own walks still need. */
  needs(): readonly FactKey[];
  /** The walks alone, without diagnosis. @param missing as for `examine`. */
  walk(missing: string | null): readonly Case[];
  /** @param missing why facts that are still missing won't come, or null while they may. */
  examine(missing: string | null): Examination;
}

/** @param verdictsFor shared by examiners of one machine, as stores of certificates take long to read; left out: this one's own. */
export function createExaminer(
  subject: Subject,
  facts: FactBook,
  verdictsFor: (host: Host) => Verdicts = rememberedVerdicts(),
): Examiner {
  const environment = (host: Host, book: FactBook, missing: string | null = null): ReplayEnvironment => ({
    facts: factsThatHold(subject.vantage, book),
    judge: judgeFor(verdictsFor(host)),
    allowInsecureAuth: subject.allowInsecureAuth,
    hidden: hiddenFrom(subject, book),
    missing,
  });
  const clientOf = (name: string): Subject['clients'][number] => {
    const entry = subject.clients.find(({ client }) => client.name === name);
    if (entry === undefined) throw new Error(`no such client in this run: ${name}`);
    return entry;
  };
  const planFor = (
    name: string,
    host: Host,
    changed: { readonly reference: string | null; readonly flags: Partial<Subject['flags']> },
    operation: Operation = subject.operation,
  ): Plan => {
    const entry = clientOf(name);
    const flags = { ...subject.flags, ...changed.flags };
    const plan = entry.client.plan({
      host,
      version: entry.version,
      operation,
      reference: changed.reference ?? subject.reference,
      flags,
    });
    const root = flags.anonymous === true ? withoutCredentials(plan.root) : plan.root;
    return { ...plan, root: flags.pushBytes ? withPart(root, flags.pushBytes) : root };
  };
  const plans = subject.clients.map(({ client }) => planFor(client.name, subject.host, { reference: null, flags: {} }));

  const walksOf = (missing: string | null): Case[] =>
    plans.map((plan) => {
      const walk = replay(plan.root, environment(subject.host, facts, missing));
      return { plan, walk, outcome: outcomeOf(walk) };
    });

  const awaited = plans.map(({ root }) =>
    untilAnswered(facts, () => replay(root, environment(subject.host, facts)).needs),
  );
  return {
    plans,
    walk: walksOf,
    needs: () => awaited.flatMap((needsOf) => needsOf()),
    examine(missing) {
      const cases = walksOf(missing);
      const { rights, needs } = rightsOf(cases, {
        plan: (client, operation, anonymous) =>
          planFor(client, subject.host, { reference: null, flags: { anonymous, pushBytes: 0 } }, operation),
        walk: ({ root }) => replay(root, environment(subject.host, facts, missing)),
      });
      const trials = createTrials({
        host: subject.host,
        facts,
        plan: planFor,
        environment: (host, book) => environment(host, book),
      });
      const context: DiagnosisContext = {
        cases,
        causes: cases.flatMap(causesOf),
        facts,
        host: subject.host,
        vantage: subject.vantage,
        operation: subject.operation,
        reference: subject.reference,
        flags: subject.flags,
        rights,
        trials,
        remedies: ({ client, version }, goal) =>
          clientOf(client).client.remedies(
            {
              host: subject.host,
              version,
              operation: subject.operation,
              reference: subject.reference,
              flags: subject.flags,
            },
            goal,
          ),
        verdict: verdictsFor(subject.host),
      };
      const findings = together(diagnose(context).map((finding) => ({ finding, fixes: prescribe(finding, context) })));
      return { cases, findings, rights, needs: [...trials.needs(), ...needs] };
    },
  };
}
