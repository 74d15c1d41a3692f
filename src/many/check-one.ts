import type { LookedAtHost } from '../check/host-of.js';
import { savedInputs } from '../check/inputs.js';
import { runCheck } from '../check/run.js';
import { keepSessions } from '../check/sessions.js';
import type { Subject } from '../check/subject.js';
import type { SeenFacts } from '../facts/seen.js';
import { failedFact } from '../probes/parse/blank-facts.js';
import { INTERRUPTED } from '../replay/environment.js';
import { buildReport } from '../report/build.js';
import type { Report } from '../report/schema.js';
import { VERSION } from '../version.js';
import { endpointOf } from './endpoint.js';
import { SILENCES_THAT_TELL } from './limits.js';
import type { ManyOptions } from './options.js';
import type { World } from './world.js';

/** One reference of a run. */
export interface OneOfMany {
  readonly reference: string;
  /** The machine as the references of its registry see it. */
  readonly looked: LookedAtHost;
  /** True: what candidate fixes need is asked too. The others of its registry find it there. */
  readonly isFirst: boolean;
  /** Takes what it rests on. */
  readonly facts: SeenFacts;
}

/** One check over what the run knows already, to the report. */
export async function checkOne(one: OneOfMany, world: World, options: ManyOptions): Promise<Report> {
  const startedAt = new Date();
  const { reference, looked, isFirst, facts } = one;
  const { vantage, clients } = world;
  const { operation, flags, allowInsecureAuth } = options;
  const subject: Subject = {
    host: looked.host,
    vantage,
    clients,
    operation,
    reference,
    flags,
    allowInsecureAuth,
  };
  const cut = new AbortController();
  let silent = '';
  const prober = keepSessions({
    async probe(key) {
      const fact = await world.prober.ask(key);
      if (fact !== null) return fact;
      silent = endpointOf(key);
      cut.abort();
      return failedFact(key, 0, 'not asked');
    },
    close: async () => {},
  });
  const result = await runCheck(subject, {
    prober,
    stepMs: options.stepMs,
    totalMs: options.totalMs,
    signal: AbortSignal.any([options.signal, cut.signal]),
    whyEnded: () =>
      options.signal.aborted
        ? INTERRUPTED
        : `${silent} was not asked: ${SILENCES_THAT_TELL} requests of this run in a row got no answer there`,
    onProbe: () => {},
    withScouts: isFirst,
    facts,
    verdictsFor: world.verdictsFor,
  });
  await prober.endSessions();
  return buildReport({
    version: VERSION,
    startedAt,
    operation,
    reference,
    vantage,
    cases: result.cases,
    findings: result.findings,
    facts: result.facts,
    inputs: savedInputs(subject, looked.record(), result.facts, world.saved),
    rights: result.rights,
    notes: [
      ...(allowInsecureAuth ? ['--allow-insecure-auth: credentials were allowed to cross plain HTTP on this run'] : []),
      ...prober.notes(),
    ],
    strict: options.strict,
    totalMs: result.totalMs,
  });
}
