import { UsageError } from '../report/usage.js';
import type { CheckFlags } from './check-from-flags.js';

/** The flags that may bring many references. */
export interface ManyFlags extends CheckFlags {
  readonly file?: readonly string[] | undefined;
  readonly 'from-manifest'?: readonly string[] | undefined;
}

/** `regdoctor check`: one reference, the same again and again, or many at once. Gives the exit code; wrong words throw `UsageError`. */
export async function checkCommand(words: readonly string[], flags: ManyFlags): Promise<number> {
  const [only, ...others] = words;
  const isMany = others.length > 0 || only === '-' || flags.file !== undefined || flags['from-manifest'] !== undefined;
  if (isMany) {
    for (const flag of ['watch', 'wait'] as const)
      if (flags[flag] !== undefined && flags[flag] !== false)
        throw new UsageError(`--${flag}: takes one reference at a time`, `--${flag}`);
    const { manyFromFlags } = await import('./many/many-from-flags.js');
    return manyFromFlags(words, flags);
  }
  if (only === undefined) throw new UsageError('reference: none is given', 'reference', 'regdoctor check REFERENCE');
  if (flags.watch === true || flags.wait !== undefined) {
    const { watchFromFlags } = await import('./watch-from-flags.js');
    return watchFromFlags(only, flags);
  }
  const { checkFromFlags } = await import('./check-from-flags.js');
  return checkFromFlags(only, flags);
}
