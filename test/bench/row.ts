/** One line of the result: what was measured, and its figures by name. Milliseconds end in `Ms`, bytes in `Bytes`, counts in nothing. */
export interface Row {
  readonly name: string;
  readonly figures: Readonly<Record<string, number | null>>;
}

/** What belongs together, with a sentence on how it was measured. */
export interface Section {
  readonly name: string;
  readonly how: string;
  readonly rows: readonly Row[];
}

/** The middle one; of two middle ones the mean. NaN of none. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? Number.NaN) + upper) / 2 : upper;
}
