import type { Mention } from '../../../src/many/inputs/entry.js';
import type { Variables } from '../../../src/many/inputs/interpolate.js';
import { mentionsInManifest } from '../../../src/many/inputs/manifest.js';

/** What a manifest names. */
export function mentioned(text: string, variables: Variables = {}): Mention[] {
  return [...mentionsInManifest(text, { variables, isLate: () => false })];
}

/** The same as `line: where = reference`, or `line! problem`. */
export function told(text: string, variables: Variables = {}): string[] {
  return mentioned(text, variables).map(({ line, where, reference, problem }) =>
    problem === null ? `${line}: ${where} = ${reference}` : `${line}! ${problem}`,
  );
}
