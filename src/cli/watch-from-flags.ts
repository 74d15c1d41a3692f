import { type CheckFlags, checkFromFlags } from './check-from-flags.js';

/** Stub of the skeleton. Checks again until all is well or the time is over; gives the last exit code. */
export async function watchFromFlags(reference: string, flags: CheckFlags): Promise<number> {
  return checkFromFlags(reference, flags);
}
