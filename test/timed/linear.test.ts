import { describe, expect, test } from 'vitest';
import type { Recogniser } from '../../src/explain/recogniser.js';
import { RECOGNISERS } from '../../src/explain/recognisers/catalogue.js';

const SMALL = 16 * 1024;
const LARGE = 64 * 1024;
/** Four times the text may take four times as long; twice that is noise, sixteen times is a square. */
const MOST_GROWTH = 8;
/** What takes no longer than this on 64 KiB is fast whatever its growth, ms. */
const FAST_MS = 8;
/** Even a square of a time this short is fast on the large text. */
const CERTAIN_MS = FAST_MS / (LARGE / SMALL) ** 2;

/** A busy machine is asked again. */
const ATTEMPTS = 4;
const RUNS = 3;

const FILLERS = ['a', ' ', '/', '.', '-', '"', '1', ':', 'a/', 'a.', 'a:', '/a', 'a ', ' "', '1.', '<', '\\'];

/** Texts that make a careless pattern try again and again: what it looks for, over and over, whole, cut short, and with long runs after it. */
function hostileTexts({ anchors, pattern, unless, examples }: Recogniser): readonly string[] {
  const literals = `${pattern.source} ${unless?.source ?? ''}`.match(/[a-z][a-z_ -]{2,}/gi) ?? [];
  const words = [...new Set([...anchors, ...literals])];
  const prefixes = examples.flatMap((example) =>
    [0.3, 0.6, 0.9, 1].map((part) => example.slice(0, Math.ceil(example.length * part))),
  );
  const openings = words.flatMap((word) => [`${word}/`, `https://${word}/`]);
  return [...FILLERS, ...words, ...prefixes, ...openings];
}

function repeated(text: string, size: number): string {
  return text.repeat(Math.ceil(size / text.length)).slice(0, size);
}

/** Each text in two shapes: over and over, and once before a long run of one thing. */
function shapesOf(recogniser: Recogniser): readonly ((size: number) => string)[] {
  const heads = [...recogniser.anchors.slice(0, 3), ...recogniser.examples.slice(0, 2)];
  return [
    ...hostileTexts(recogniser).map((text) => (size: number) => repeated(text, size)),
    ...heads.flatMap((head) => FILLERS.map((filler) => (size: number) => `${head}${repeated(filler, size)}`)),
  ];
}

/** What this thread has had of the processor, ms: others may use the machine. */
function processorMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** The best of a few runs, as soon as one is short enough, ms. */
function timeOf(pattern: RegExp, text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS && best > CERTAIN_MS; run += 1) {
    const from = processorMs();
    pattern.test(text);
    best = Math.min(best, processorMs() - from);
  }
  return best;
}

function isLinear(pattern: RegExp, shape: (size: number) => string): boolean {
  const small = shape(SMALL);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = timeOf(pattern, small);
    if (before <= CERTAIN_MS) return true;
    // A square of what is slow already would take the whole afternoon.
    if (before > FAST_MS * MOST_GROWTH) return false;
    const after = timeOf(pattern, shape(LARGE));
    if (after <= FAST_MS || after <= before * MOST_GROWTH) return true;
  }
  return false;
}

describe.each(RECOGNISERS.map((recogniser, index) => [`${index} ${recogniser.label}`, recogniser] as const))(
  '%s',
  (_name, recogniser) => {
    test('takes time in proportion to the text', () => {
      const slow = [recogniser.pattern, recogniser.unless].flatMap((pattern) =>
        pattern === undefined
          ? []
          : shapesOf(recogniser)
              .filter((shape) => !isLinear(pattern, shape))
              .map((shape) => `${pattern.source.slice(0, 120)} on ${shape(60).slice(0, 60)}`),
      );
      expect(slow).toEqual([]);
    });
  },
);
