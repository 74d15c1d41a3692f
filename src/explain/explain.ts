import { cleanText } from '../text/clean.js';
import { type Judgement, judgeText, saysForeign } from './judge-text.js';
import type { Match } from './match.js';
import { nextStep } from './next-step.js';
import { plainText } from './plain-text.js';
import type { Recogniser } from './recogniser.js';
import { isAboutRegistries } from './registry-context.js';

/** Lines on each side of a line that say what it is about, and that may hold the rest of a wrapped text. */
const NEIGHBOURS = 6;
/** Input of so many lines is one incident that somebody pasted; what one line shows counts for all. */
const SHORT_LINES = 60;
/** A text that is wrapped over lines is put together again from so many of them. */
const WRAPPED_LINES = 6;
/** Other causes that a text may have, told after the likeliest. */
const MOST_ALTERNATIVES = 4;
const MAX_FIELD_CHARACTERS = 300;
/** A line whose own words decide is not read again together with its neighbours. */
const DECIDED = 60;

/** A judgement with the line it stands in. */
export interface Located {
  readonly line: number;
  readonly judgement: Judgement;
}

/** Explains lines that belong together. Never throws, whatever they hold. @param firstLine number of the first of them. */
export function judgeLines(
  lines: readonly string[],
  recognisers: readonly Recogniser[],
  firstLine = 1,
): readonly Located[] {
  const plain = lines.map(plainText);
  const isShort = lines.length <= SHORT_LINES;
  const about = plain.map(isAboutRegistries);
  const isBare = lines.length <= 3;
  const anywhere = about.includes(true);
  const isForeign = plain.some((text) => saysForeign(text, recognisers));
  const located: Located[] = [];
  for (const [index, text] of plain.entries()) {
    if (text === '') continue;
    const near = about.slice(Math.max(0, index - NEIGHBOURS), index + NEIGHBOURS + 1).includes(true);
    const aboutRegistries = near || (isShort && anywhere) || (isBare && !isForeign);
    const own = judgeText(text, recognisers, aboutRegistries);
    const whole =
      (own[0]?.weight ?? 0) >= DECIDED ? own : [...own, ...wrapped(lines, plain, index, recognisers, aboutRegistries)];
    for (const judgement of whole) located.push({ line: firstLine + index, judgement });
  }
  return located;
}

/** What a line says together with those after it, put together with and without a space, as terminals and YAML wrap. */
function wrapped(
  lines: readonly string[],
  plain: readonly string[],
  index: number,
  recognisers: readonly Recogniser[],
  aboutRegistries: boolean,
): readonly Judgement[] {
  const some = plain.slice(index, index + WRAPPED_LINES);
  if (some.length < 2) return [];
  const joined = [some.join(' ')];
  if (/[│┃]\s*$/u.test(lines[index] ?? '')) joined.push(some.join(''));
  return joined.flatMap((text) => judgeText(text, recognisers, aboutRegistries));
}

/** The causes, best first, each once. */
export function matchesOf(located: readonly Located[]): readonly Match[] {
  const byCause = new Map<string, { best: Located; count: number; line: number }>();
  for (const each of located) {
    const { label, reference, host } = each.judgement;
    const key = `${label} ${reference ?? host ?? ''}`;
    const known = byCause.get(key) ?? byCause.get(`${label} `);
    if (known === undefined) byCause.set(key, { best: each, count: 1, line: each.line });
    else {
      known.count += 1;
      if (isBetter(each, known.best)) known.best = each;
    }
  }
  const causes = [...byCause.values()].sort((a, b) => (isBetter(a.best, b.best) ? -1 : 1));
  const positive = causes.filter(({ best }) => best.judgement.label !== 'not-a-registry-problem');
  const real = positive.filter(({ best }) => best.judgement.label !== 'kubelet-backoff-only');
  const told = real.length > 0 ? real : positive.length > 0 ? positive : causes;
  return withAlternatives(
    told.map(({ best, count, line }) => matchOf(best.judgement, count, line)),
    told[0]?.best,
  );
}

function isBetter(a: Located, b: Located): boolean {
  return better(a, b) > 0;
}

function better(a: Located, b: Located): number {
  return a.judgement.weight - b.judgement.weight || a.judgement.at - b.judgement.at || b.line - a.line;
}

function matchOf(judgement: Judgement, count: number, line: number): Match {
  const { label, weight, why, tells, client, reference, host, url, address } = judgement;
  const context = { client, reference, host, url, address };
  return {
    code: label,
    confidence: weight / 100,
    ...context,
    line,
    count,
    why: cleanText(tells === null ? why : `${why} ${tells}`, MAX_FIELD_CHARACTERS * 2),
    next: cleanText(nextStep(label, context), MAX_FIELD_CHARACTERS),
  };
}

/** The other causes that the best text may have follow it, less likely than it. */
function withAlternatives(matches: readonly Match[], best: Located | undefined): readonly Match[] {
  const [first, ...others] = matches;
  if (first === undefined || best === undefined) return matches;
  const known = new Set(matches.map(({ code }) => code));
  const alternatives = best.judgement.also
    .filter((label) => !known.has(label))
    .slice(0, MOST_ALTERNATIVES)
    .map(
      (label, index): Match => ({
        ...first,
        code: label,
        confidence: Math.round(first.confidence * (50 - 10 * index)) / 100,
        why: cleanText(`The same text may mean this: ${best.judgement.tells ?? first.why}`, MAX_FIELD_CHARACTERS * 2),
        next: cleanText(nextStep(label, first), MAX_FIELD_CHARACTERS),
      }),
    );
  return [first, ...others, ...alternatives].sort((a, b) => b.confidence - a.confidence);
}
