import { quote } from '../report/text/paste.js';
import type { RealClient } from './real-clients.js';
import { runProgram } from './run-program.js';

/** A runtime answers such questions from what it has in memory, milliseconds. */
const ASK_MS = 10_000;

/** True where a runtime has the image already: pulling it again may change what its tag means there. False for tools. */
export async function isStored({ stored }: RealClient, reference: string): Promise<boolean> {
  return stored !== undefined && (await exitCodeOf(stored.isThere(reference))) === 0;
}

/** Removes an image that was not there before. Null when it is gone; else one sentence with the line that removes it. */
export async function removeStored(real: RealClient, reference: string): Promise<string | null> {
  if (real.stored === undefined || !(await isStored(real, reference))) return null;
  const line = real.stored.remove(reference);
  if ((await exitCodeOf(line)) === 0) return null;
  return `the image stayed in the storage of ${real.name}: ${[line.program, ...line.parameters].map(quote).join(' ')}`;
}

async function exitCodeOf(line: ReturnType<NonNullable<RealClient['stored']>['remove']>): Promise<number | null> {
  // Not ended by Ctrl-C: it cleans up after one.
  const signal = new AbortController().signal;
  return (await runProgram({ ...line, timeoutMs: ASK_MS, signal })).exitCode;
}
