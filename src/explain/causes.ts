import { type Located, matchesOf } from './explain.js';
import type { Match } from './match.js';

/** Distinct causes kept of one log; more are counted with the first of their kind. */
const MOST_CAUSES = 500;

/** One cause as it gathers: where it was first, how many lines say it, the text that says it best. */
export interface Cause {
  line: number;
  count: number;
  best: Located;
}

/** The causes of a log, gathered line by line in bounded memory. */
export class Causes {
  readonly #byKey = new Map<string, Cause>();

  /** Counts one line for what was seen in it; gives the causes it counted for. */
  add(located: readonly Located[]): readonly Cause[] {
    const told = new Set<Cause>();
    for (const each of located) told.add(this.#causeOf(each));
    for (const cause of told) cause.count += 1;
    return [...told];
  }

  /** Best first, each once. */
  matches(): readonly Match[] {
    const causes = this.#withoutNameless();
    const counts = new Map(causes.map(({ best, line, count }) => [`${best.judgement.label} ${line}`, count]));
    const matches = matchesOf(causes.map(({ best, line }) => ({ line, judgement: best.judgement })));
    const first = matches[0];
    return matches.map((match) => ({
      ...match,
      count: counts.get(`${match.code} ${match.line}`) ?? counts.get(`${first?.code} ${match.line}`) ?? match.count,
    }));
  }

  /** Lines that name no image and no host are repeats of one that does, where there is one of the same cause. */
  #withoutNameless(): readonly Cause[] {
    const causes = [...this.#byKey.values()];
    const named = new Map<string, Cause>();
    for (const cause of causes) {
      const { label, reference, host } = cause.best.judgement;
      if ((reference ?? host) !== null && !named.has(label)) named.set(label, cause);
    }
    return causes.filter((cause) => {
      const { label, reference, host } = cause.best.judgement;
      const other = named.get(label);
      if ((reference ?? host) !== null || other === undefined) return true;
      other.count += cause.count;
      other.line = Math.min(other.line, cause.line);
      return false;
    });
  }

  #causeOf(located: Located): Cause {
    const { label, reference, host } = located.judgement;
    const key = `${label} ${reference ?? host ?? ''}`;
    const known = this.#byKey.get(key) ?? (this.#byKey.size < MOST_CAUSES ? undefined : this.#byKey.get(`${label} `));
    if (known !== undefined) {
      if (located.judgement.weight > known.best.judgement.weight) known.best = located;
      return known;
    }
    const cause = { line: located.line, count: 0, best: located };
    this.#byKey.set(this.#byKey.size < MOST_CAUSES ? key : `${label} `, cause);
    return cause;
  }
}
