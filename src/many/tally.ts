import { type Brief, type BriefState, STATES } from './brief.js';
import type { Cause } from './cause.js';

/** Causes that the last line names. */
const MOST_NAMED = 5;

/** How many references came to what. */
export class Tally {
  readonly #counts = new Map<BriefState, number>();
  readonly #exitCodes = new Set<number>();
  #total = 0;

  add({ state, exitCode }: Pick<Brief, 'state' | 'exitCode'>): void {
    this.#counts.set(state, this.of(state) + 1);
    this.#exitCodes.add(exitCode);
    this.#total += 1;
  }

  of(state: BriefState): number {
    return this.#counts.get(state) ?? 0;
  }

  get total(): number {
    return this.#total;
  }

  get exitCodes(): readonly number[] {
    return [...this.#exitCodes];
  }

  /** The worst of the verdicts; a reference that could not be looked at leaves it unknown. */
  get verdict(): Exclude<BriefState, 'wrong'> {
    const worst = STATES.find((state) => this.of(state) > 0) ?? 'ok';
    return worst === 'wrong' ? 'unknown' : worst;
  }

  /** `900 ok, 90 broken, 10 unknown`, the gravest first; what there is none of is left out. */
  counts(): string {
    return STATES.filter((state) => this.of(state) > 0)
      .map((state) => `${this.of(state).toLocaleString('en')} ${state}`)
      .join(', ');
  }
}

/** The verdict over all in one line that is never folded: `broken: 90 of 1,000 references: tls-expired 40, tcp-timeout 20 …`. */
export function overallLine(tally: Tally, causes: readonly Cause[]): string {
  const total = tally.total.toLocaleString('en');
  const references = tally.total === 1 ? 'reference' : 'references';
  if (tally.verdict === 'ok') return `ok: ${total} ${references}, nothing to complain about`;
  const named = new Map<string, number>();
  for (const { state, code, indexes } of causes) {
    const name = code ?? (state === 'wrong' ? 'not a reference' : state === 'unknown' ? "can't tell" : 'unexplained');
    named.set(name, (named.get(name) ?? 0) + indexes.length);
  }
  const most = [...named].sort(([, one], [, other]) => other - one);
  const shown = most.slice(0, MOST_NAMED).map(([name, count]) => `${name} ${count.toLocaleString('en')}`);
  const more = most.length > MOST_NAMED ? ` and ${most.length - MOST_NAMED} more causes` : '';
  return `${tally.verdict}: ${total} ${references}: ${tally.counts()}: ${shown.join(', ')}${more}`;
}
