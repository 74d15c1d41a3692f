import type { Judgement } from './judge-text.js';

/** A line whose own words decide is not read again together with its neighbours. */
export const DECIDED = 60;

/** A judgement with the line it stands in. */
export interface Located {
  readonly line: number;
  readonly judgement: Judgement;
}

/** True where a line says by itself what is wrong, and with what. */
export function saysWhere(own: Judgement | undefined): boolean {
  return own !== undefined && own.weight >= DECIDED && (own.reference !== null || own.host !== null);
}

/** Of what is seen in one line, the strongest and what is no other reading of the same words. */
export function strongest(found: readonly Located[]): readonly Located[] {
  const best = new Map<number, Located>();
  for (const each of found) {
    const known = best.get(each.line);
    if (known === undefined || better(each, known) > 0) best.set(each.line, each);
  }
  return found.filter((each) => {
    const first = best.get(each.line) ?? each;
    const isSame = each.judgement.label === first.judgement.label;
    return isSame || (each.judgement.weight >= DECIDED && !first.judgement.also.includes(each.judgement.label));
  });
}

/** What was seen of one cause. */
export interface Cause {
  best: Located;
  /** The lines it was seen in. */
  readonly lines: Set<number>;
}

/** One entry for each cause and what it is about; what does not say what it is about goes with what does. */
export function grouped(located: readonly Located[]): Cause[] {
  const byLabel = new Map<string, Map<string, Cause>>();
  for (const each of located) {
    const { label, reference, host } = each.judgement;
    const subject = reference ?? host ?? '';
    const ofLabel = byLabel.get(label) ?? new Map<string, Cause>();
    byLabel.set(label, ofLabel);
    const key =
      ofLabel.has(subject) || ofLabel.size === 0
        ? subject
        : subject === ''
          ? firstKey(ofLabel)
          : ofLabel.has('')
            ? ''
            : subject;
    const known = ofLabel.get(key);
    if (known === undefined) {
      ofLabel.set(key, { best: each, lines: new Set([each.line]) });
      continue;
    }
    known.lines.add(each.line);
    if (better(each, known.best) > 0) known.best = each;
    if (key === '' && subject !== '') {
      ofLabel.delete('');
      ofLabel.set(subject, known);
    }
  }
  return [...byLabel.values()].flatMap((ofLabel) => [...ofLabel.values()]);
}

function firstKey(causes: ReadonlyMap<string, Cause>): string {
  return causes.keys().next().value ?? '';
}

/** More than 0 where the first says more of the cause than the second: by weight, then further inside the text, then earlier. */
export function better(a: Located, b: Located): number {
  return a.judgement.weight - b.judgement.weight || a.judgement.at - b.judgement.at || b.line - a.line;
}
