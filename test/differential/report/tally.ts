import type { ClientName } from '../case.js';
import type { Judged } from '../run/run-case.js';

/** What a run of one client came to. */
export interface Tally {
  readonly client: ClientName;
  readonly version: string;
  readonly seed: string;
  readonly cases: number;
  readonly agree: number;
  readonly disagree: number;
  /** How often the real program succeeded and failed; cases stopped after a round count as neither. */
  readonly succeeded: number;
  readonly failed: number;
  readonly silent: number;
  /** Branches of the generator with how many cases took them, rarest first. */
  readonly branches: readonly (readonly [string, number])[];
  /** Of the whole run, in which all clients share one pool. */
  readonly seconds: number;
}

/** Counts a run. */
export function tally(client: ClientName, seed: string, judged: readonly Judged[], ms: number): Tally {
  const hits = new Map<string, number>();
  for (const name of judged.flatMap(({ one }) => one.branches)) hits.set(name, (hits.get(name) ?? 0) + 1);
  const count = (is: (each: Judged) => boolean) => judged.filter(is).length;
  return {
    client,
    version: judged[0]?.prediction.version ?? '',
    seed,
    cases: judged.length,
    agree: count(({ disagreement }) => disagreement === null),
    disagree: count(({ disagreement }) => disagreement !== null),
    succeeded: count(({ pulled, whole }) => whole && pulled?.ok === true),
    failed: count(({ pulled, whole }) => whole && pulled?.ok !== true),
    silent: count(({ one }) => one.silent),
    branches: [...hits].sort(([, one], [, other]) => one - other),
    seconds: Math.round(ms / 1000),
  };
}

/** The run in one line. */
export function summaryLine(run: Tally): string {
  const share = (part: number) => `${Math.round((100 * part) / Math.max(1, run.cases))} %`;
  const [rarest] = run.branches;
  return `${run.client} ${run.version} (seed ${run.seed}): ${run.cases} cases, ${run.agree} agree, ${run.disagree} disagree; success ${share(run.succeeded)}, failure ${share(run.failed)}; silent ${share(run.silent)}; ${run.branches.length} branches, the rarest "${rarest?.[0] ?? '-'}" ${rarest?.[1] ?? 0} times; ${run.seconds} s`;
}
