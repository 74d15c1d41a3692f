import { checkMany } from '../../many/check-many.js';
import type { ManyFlags } from '../check-command.js';

/** Stub of the skeleton. Checks every reference of the call; gives the exit code. */
export async function manyFromFlags(_words: readonly string[], _flags: ManyFlags): Promise<number> {
  for await (const _ of checkMany({ references: [] }));
  return 0;
}
