import { statSync } from 'node:fs';
import { inPrivate, privatePlaces } from './private-places.js';
import type { Enclose } from './run-client.js';
import { runProgram } from './run-program.js';

/** A mount is made or refused at once, milliseconds. */
const TRY_MS = 5000;

/**
 * Root's programs run in a mount namespace of their own where that can be made (a try tells), so that the caches and locks of the machine stay as
 * they are. Everywhere else they run as they are.
 * @param scratch an empty directory for the try.
 */
export async function enclosure(scratch: string): Promise<Enclose> {
  const plain: Enclose = (line) => line;
  if (process.getuid?.() !== 0) return plain;
  const places = privatePlaces((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true);
  const signal = new AbortController().signal;
  const nothing = inPrivate({ program: 'true', parameters: [] }, places, scratch);
  const { exitCode } = await runProgram({ ...nothing, timeoutMs: TRY_MS, signal });
  return exitCode === 0 ? (line, directory) => inPrivate(line, places, directory) : plain;
}
