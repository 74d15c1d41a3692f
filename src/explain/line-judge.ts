import { type Candidates, candidatesOf } from './candidates.js';
import { type Cause, Causes } from './causes.js';
import { judgeText } from './judge-text.js';
import type { LineTable } from './line-table.js';
import { DECIDED, type Located, strongest } from './located.js';
import type { Match } from './match.js';
import { plainText } from './plain-text.js';
import type { Recogniser } from './recogniser.js';
import { isRecord } from './record.js';
import { isAboutRegistries } from './registry-context.js';
import { nextTelling } from './word-finder.js';

/** Shapes of lines that are remembered; a log has few, a hostile one gains nothing by having more. */
const MOST_SHAPES = 8192;
/** Lines of one shape that are judged each on its own, since they may name different images; more are only counted. */
const MOST_OF_A_SHAPE = 8;
/** The same for lines with the same telling words, whatever their shape: bounds the work on a log that is nothing but failures. */
const MOST_FRUITFUL = 128;
const MOST_FRUITLESS = 512;

/** Lines before and after that are looked at with one that matters: what they are about, and where a wrapped text goes on. */
export const BEFORE = 6;
export const AFTER = 5;

/** How a line begins that goes on with the one before: indented, or in a box. */
const GOES_ON = /^[\s│┃|]/u;

/** A line of a log that holds telling words. */
export interface CandidateLine {
  /** Its place among the lines at hand. */
  readonly place: number;
  /** 1 for the first of the log. */
  readonly line: number;
  /** Those whose words it holds. */
  readonly recognisers: readonly Recogniser[];
  /** The same for lines with the same words. */
  readonly signature: number;
}

/** What is known of lines of one shape. */
interface Known {
  /** True where the line itself matches the pattern of a recogniser. */
  readonly isMatch: boolean;
  /** True where that counts only near something about registries, and the line itself is not. */
  readonly needsOthers: boolean;
  /** True where the lines around it don't count for that. */
  readonly isRecord: boolean;
  judged: number;
  causes: readonly Cause[];
}

/** What a line is about, and whether it stands for itself. */
interface Subject {
  readonly isAbout: boolean;
  readonly isRecord: boolean;
}

/** How many lines with the same words were judged, by what came of it. */
interface Spent {
  fruitful: number;
  fruitless: number;
}

/** Judges the lines of a log that may matter: the cheap questions first, each shape of line once or a few times. */
export class LineJudge {
  readonly #words: Candidates;
  readonly #table: LineTable;
  readonly #causes = new Causes();
  readonly #spent = new Map<number, Spent>();
  #shapes = new Map<number, Map<number, Known>>();
  #shapeCount = 0;
  #subjects = new Map<number, Subject>();

  /** @param recognisers all there are. @param table the lines at hand. */
  constructor(recognisers: readonly Recogniser[], table: LineTable) {
    this.#words = candidatesOf(recognisers);
    this.#table = table;
  }

  /** The causes seen so far, best first. */
  matches(): readonly Match[] {
    return this.#causes.matches();
  }

  /** Looks at one line, which is among those at hand together with its surroundings. */
  look(candidate: CandidateLine): void {
    const spent = this.#spentOn(candidate.signature);
    const isSpent = spent.fruitful >= MOST_FRUITFUL || spent.fruitless >= MOST_FRUITLESS;
    const known = this.#knownOf(candidate, isSpent);
    if (known === null || !known.isMatch) return;
    if (known.needsOthers && (known.isRecord || !this.#isNearRegistries(candidate.place))) return;
    if (isSpent || known.judged >= MOST_OF_A_SHAPE) {
      for (const cause of known.causes) cause.count += 1;
      return;
    }
    known.judged += 1;
    const causes = this.#causes.add(this.#judge(candidate, known.isRecord));
    if (causes.length === 0) spent.fruitless += 1;
    else spent.fruitful += 1;
    known.causes = causes;
  }

  /** What a line says, alone or, where those after it are indented or in a box, together with them. */
  #judge({ place, line }: CandidateLine, isRecord: boolean): readonly Located[] {
    const isAbout = this.#isAbout(place) || (!isRecord && this.#isNearRegistries(place));
    const text = plainText(this.#table.wideText(place));
    const own = judgeText(text, this.#speaking(text), isAbout);
    const more = (own[0]?.weight ?? 0) >= DECIDED ? [] : this.#continuation(place);
    const whole = [text, ...more].join(' ');
    const judged = more.length === 0 ? own : [...own, ...judgeText(whole, this.#speaking(whole), isAbout)];
    const registries = judged.filter(({ label }) => label !== 'not-a-registry-problem');
    return strongest(registries.map((judgement) => ({ line, judgement })));
  }

  #continuation(place: number): readonly string[] {
    const lines: string[] = [];
    for (let each = place + 1; each <= place + AFTER && each < this.#table.count; each += 1) {
      const text = this.#table.text(each);
      if (!GOES_ON.test(text)) break;
      lines.push(plainText(text));
    }
    return lines;
  }

  /** Those with a word in a text: the others could say nothing about it. */
  #speaking(text: string): readonly Recogniser[] {
    const bytes = Buffer.from(text, 'utf8');
    const { finder } = this.#words;
    const bits = new Int32Array(this.#words.size);
    let state = finder.start;
    for (let at = 0; at < bytes.length; ) {
      at = nextTelling(finder, bytes, at, bytes.length, state);
      state = finder.reached;
      if (state >= finder.firstTelling && state < finder.lineEnd) this.#words.add(bits, state);
    }
    return this.#words.recognisersOf(bits, true).recognisers;
  }

  /** Whether lines around one are about registries; records among them speak for themselves alone. Asks the nearest first: they mostly decide. */
  #isNearRegistries(place: number): boolean {
    for (let distance = 1; distance <= Math.max(BEFORE, AFTER); distance += 1) {
      if (distance <= BEFORE && place >= distance && this.#lends(place - distance)) return true;
      if (distance <= AFTER && place + distance < this.#table.count && this.#lends(place + distance)) return true;
    }
    return false;
  }

  /** What is known of lines like this one; null where it is unknown and work enough was spent on lines with the same words. */
  #knownOf({ place, signature, recognisers }: CandidateLine, isSpent: boolean): Known | null {
    const shape = this.#table.shape(place);
    const known = this.#shapes.get(signature)?.get(shape);
    if (known !== undefined) return known;
    if (isSpent) return null;
    const text = plainText(this.#table.wideText(place));
    const matching = recognisers.filter(({ pattern, unless }) => pattern.test(text) && unless?.test(text) !== true);
    const made: Known = {
      isMatch: matching.length > 0,
      needsOthers:
        matching.every(({ needsRegistry }) => needsRegistry === true) &&
        !(this.#table.isMarked(place) && isAboutRegistries(text)),
      isRecord: isRecord(text),
      judged: 0,
      causes: [],
    };
    this.#remember(signature, shape, made);
    return made;
  }

  #remember(signature: number, shape: number, known: Known): void {
    if (this.#shapeCount >= MOST_SHAPES) {
      this.#shapes = new Map();
      this.#shapeCount = 0;
    }
    const shapes = this.#shapes.get(signature) ?? new Map<number, Known>();
    this.#shapes.set(signature, shapes.set(shape, known));
    this.#shapeCount += 1;
  }

  #spentOn(signature: number): Spent {
    const known = this.#spent.get(signature) ?? { fruitful: 0, fruitless: 0 };
    if (this.#spent.size < MOST_SHAPES) this.#spent.set(signature, known);
    return known;
  }

  #isAbout(place: number): boolean {
    return this.#subjectOf(place).isAbout;
  }

  #lends(place: number): boolean {
    if (!this.#table.isMarked(place)) return false;
    const { isAbout, isRecord: speaksForItself } = this.#subjectOf(place);
    return isAbout && !speaksForItself;
  }

  #subjectOf(place: number): Subject {
    const shape = this.#table.shape(place);
    const known = this.#subjects.get(shape);
    if (known !== undefined) return known;
    const text = plainText(this.#table.text(place));
    const subject = { isAbout: isAboutRegistries(text), isRecord: isRecord(text) };
    if (this.#subjects.size >= MOST_SHAPES) this.#subjects = new Map();
    this.#subjects.set(shape, subject);
    return subject;
  }
}
