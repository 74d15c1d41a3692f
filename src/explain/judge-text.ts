import { contextOf } from './context.js';
import type { Label } from './label.js';
import type { TextContext } from './match.js';
import type { Recogniser } from './recogniser.js';
import { refine, type Seen } from './refine.js';
import { isAboutRegistries } from './registry-context.js';

/** What one piece of text says: a cause, with where in the text it stands. */
export interface Judgement extends Seen, TextContext {
  /** Place of the deciding words, characters: further in is closer to the cause. */
  readonly at: number;
  /** What tells it from the others. */
  readonly tells: string | null;
}

/** How BuildKit shows what a program in the build prints: that is not about the registry of the image. */
const STEP_OUTPUT = /^(?:\S+ )?#\d+ \d+\.\d+ /;

/** Labels that say that something else than a registry is the problem. */
const FOREIGN: readonly Label[] = ['not-a-registry-problem'];

/** True where a plain text is that of another program's failure, and not about registries. */
export function saysForeign(text: string, recognisers: readonly Recogniser[]): boolean {
  const lower = text.toLowerCase();
  return recognisers.some(
    ({ label, anchors, pattern, unless }) =>
      FOREIGN.includes(label) &&
      anchors.some((anchor) => lower.includes(anchor)) &&
      pattern.test(text) &&
      unless?.test(text) !== true,
  );
}

/**
 * All that recognisers see in one plain text, best first.
 * @param aboutRegistries true where the lines around it are known to speak of registries.
 */
export function judgeText(
  text: string,
  recognisers: readonly Recogniser[],
  aboutRegistries: boolean,
): readonly Judgement[] {
  const lower = text.toLowerCase();
  const found = recognisers.flatMap((recogniser): readonly { recogniser: Recogniser; at: number }[] => {
    if (!recogniser.anchors.some((anchor) => lower.includes(anchor))) return [];
    const hit = recogniser.pattern.exec(text);
    if (hit === null || recogniser.unless?.test(text) === true) return [];
    return [{ recogniser, at: hit.index }];
  });
  if (found.length === 0) return [];
  const isForeign = found.some(({ recogniser }) => FOREIGN.includes(recogniser.label));
  const isOurs = (aboutRegistries && !STEP_OUTPUT.test(text)) || isAboutRegistries(text);
  const context = contextOf(text);
  const judged = found
    .filter(({ recogniser }) => recogniser.needsRegistry !== true || (isOurs && !isForeign))
    .map(({ recogniser, at }): Judgement => {
      const { label, weight, also = [], why, tells = null } = recogniser;
      return { ...refine({ label, weight, also, why }, text, context), ...context, at, tells };
    });
  return judged.sort((a, b) => b.weight - a.weight || b.at - a.at);
}
