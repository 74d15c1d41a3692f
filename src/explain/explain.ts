import { cleanText } from '../text/clean.js';
import { inheritedContext } from './context.js';
import { type Judgement, judgeText, saysForeign } from './judge-text.js';
import { better, DECIDED, grouped, type Located, saysWhere, strongest } from './located.js';
import type { Match } from './match.js';
import { nextStep } from './next-step.js';
import { plainText } from './plain-text.js';
import type { Recogniser } from './recogniser.js';
import { isRecord } from './record.js';
import { isAboutRegistries } from './registry-context.js';
import { wrapped } from './wrapped-lines.js';

export type { Located } from './located.js';

/** Lines on each side of a line that say what it is about, and that may hold the rest of a wrapped text. */
const NEIGHBOURS = 6;
/** Input of so many lines is one incident that somebody pasted; what one line shows counts for all. */
const SHORT_LINES = 60;
/** Other causes that a text may have, told after the likeliest. */
const MOST_ALTERNATIVES = 6;
const MAX_FIELD_CHARACTERS = 300;
/** Explains lines that belong together. Never throws, whatever they hold. @param firstLine number of the first of them. */
export function judgeLines(
  lines: readonly string[],
  recognisers: readonly Recogniser[],
  firstLine = 1,
): readonly Located[] {
  const plain = lines.map(plainText);
  const isShort = lines.length <= SHORT_LINES;
  const about = plain.map(isAboutRegistries);
  const lends = plain.map((text, index) => about[index] === true && !isRecord(text));
  const isBare = lines.length <= 3;
  const anywhere = about.includes(true);
  const isForeign = plain.some((text) => saysForeign(text, recognisers));
  const owns: (readonly Judgement[])[] = [];
  const found: Located[] = [];
  const rewrapped: Located[] = [];
  for (const [index, text] of plain.entries()) {
    if (text === '') {
      owns.push([]);
      continue;
    }
    const near =
      about[index] === true ||
      (!isRecord(text) && lends.slice(Math.max(0, index - NEIGHBOURS), index + NEIGHBOURS + 1).includes(true));
    const aboutRegistries = near || (isShort && anywhere) || (isBare && !isForeign);
    const own = judgeText(text, recognisers, aboutRegistries);
    owns.push(own);
    for (const judgement of own) found.push({ line: index, judgement });
    if ((own[0]?.weight ?? 0) < DECIDED && (isShort || !isRecord(text)))
      rewrapped.push(...wrapped(lines, plain, index, recognisers, aboutRegistries));
  }
  const missing = rewrapped.filter(({ line }) => !saysWhere(owns[line]?.[0]));
  return strongest([...found, ...missing]).map(({ line, judgement }) => {
    const inherited = isShort ? inheritedContext(judgement, plain, line) : null;
    return { line: firstLine + line, judgement: inherited === null ? judgement : { ...judgement, ...inherited } };
  });
}

/** The causes, best first, each once. */
export function matchesOf(located: readonly Located[]): readonly Match[] {
  const causes = grouped(located).sort((a, b) => better(b.best, a.best));
  const positive = causes.filter(({ best }) => best.judgement.label !== 'not-a-registry-problem');
  const real = positive.filter(({ best }) => best.judgement.label !== 'kubelet-backoff-only');
  const told = real.length > 0 ? real : positive.length > 0 ? positive : causes;
  return withAlternatives(
    told.map(({ best, lines }) => matchOf(best.judgement, lines.size, best.line)),
    told[0]?.best,
  );
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
        confidence: Math.round(first.confidence * (50 - 8 * index)) / 100,
        why: cleanText(`The same text may mean this: ${best.judgement.tells ?? first.why}`, MAX_FIELD_CHARACTERS * 2),
        next: cleanText(nextStep(label, first), MAX_FIELD_CHARACTERS),
      }),
    );
  return [first, ...others, ...alternatives].sort((a, b) => b.confidence - a.confidence);
}
