import { expect } from 'vitest';
import { judgeLines, matchesOf } from '../../../src/explain/explain.js';
import { RECOGNISERS } from '../../../src/explain/recognisers/catalogue.js';
import type { Report } from '../../../src/report/schema.js';

/** What `regdoctor explain` makes of the words of a real client that ran into an injected fault. */
export interface Explained {
  readonly case: string;
  readonly client: string;
  /** The fault by its code, with what follows from it and the layer it lies in: what the check over the network found. */
  readonly injected: readonly string[];
  /** The causes read from the text alone, best first. */
  readonly read: readonly string[];
  /** The end of the text. */
  readonly said: string;
}

const seen: Explained[] = [];

/** Reads the text of a client that failed, and keeps what came of it. */
export function explainFailure(name: string, client: string, stderr: string, report: Report): void {
  const matches = matchesOf(judgeLines(stderr.split('\n'), RECOGNISERS));
  const injected = report.findings
    .filter(({ severity, clients }) => severity === 'error' && clients.includes(client))
    .flatMap(({ code, detail }) => (detail === null || detail === undefined ? [code] : [code, detail]));
  // The client ran into what its configuration was before, or was stopped without a word: no text can tell.
  if (injected.length === 0 || stderr.trim() === '') return;
  seen.push({ case: name, client, injected, read: matches.map(({ code }) => code), said: stderr.slice(-300) });
}

/** Some texts speak of another host's or layer's failure than the one that has to be cured; no more than this share may. */
const MISLEADING_SHARE = 0.05;

/** The first answer is the fault, or the fault is among the causes that the text may have. */
function isRight({ injected, read }: Explained): boolean {
  return read.some((code) => injected.includes(code));
}

function isExact({ injected, read: [first] }: Explained): boolean {
  return first !== undefined && injected.includes(first);
}

/**
 * After all cases of a file: every client that failed said so in its own words, which have to lead to the same fault without any network.
 * @param fewest so many texts with the fault as first answer, at least: fewer would prove nothing (a part of the cases, run by -t, is let off).
 */
export function expectExplained(fewest: number): void {
  if (seen.length < fewest && process.env['CI'] === undefined) return;
  const wrong = seen.filter((each) => !isRight(each));
  process.stdout.write(
    `explain: ${seen.length} texts of real clients, ${seen.filter(isExact).length} with the fault as first answer, ${seen.length - wrong.length} with it among the answers\n`,
  );
  expect(wrong.length / seen.length, JSON.stringify(wrong, null, 1)).toBeLessThanOrEqual(MISLEADING_SHARE);
  expect(seen.filter(isExact).length).toBeGreaterThanOrEqual(fewest);
}
