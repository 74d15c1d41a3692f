import type { Label } from './label.js';

/** One text that a program emits, and what it means. Tried on text without wrapping: no colours, no escapes, single spaces. */
export interface Recogniser {
  readonly label: Label;
  /**
   * How surely and how closely this text names the cause, 0 to 100. 90: nothing else says this. 70: names the layer. 50: one of a few causes.
   * 30: only shows that something failed. The highest of an incident is its cause; ties go to the text that stands further inside.
   */
  readonly weight: number;
  /** Lower-case literals, one of which stands in every text that the pattern matches: looked for first, because that is fast. */
  readonly anchors: readonly string[];
  /** Linear in the length of the text: no nested or adjacent quantifiers over the same characters (a test measures it). Case-insensitive where needed. */
  readonly pattern: RegExp;
  /** Texts that look the same and are not this. */
  readonly unless?: RegExp;
  /** True: the text is nobody's own (Go's, the kernel's): it counts only where something else says that an image registry is meant. */
  readonly needsRegistry?: true;
  /** One sentence: what the text says, and what follows from it. */
  readonly why: string;
  /** Other causes that the same text may have, likeliest first. */
  readonly also?: readonly Label[];
  /** What tells the causes apart, in one sentence; needed where there are others. */
  readonly tells?: string;
  /** Where the text is made: `moby distribution/errors.go`, `golang/go src/net/dnsclient_unix.go`. */
  readonly source: string;
  /** Lines that it must recognise, as programs print them, wrapping and all. */
  readonly examples: readonly string[];
  /** Lines that look like it and must not be recognised by it. */
  readonly counterexamples?: readonly string[];
}
