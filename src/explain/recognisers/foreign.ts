import type { Label } from '../label.js';
import type { Recogniser } from '../recogniser.js';

const LABEL: Label = 'not-a-registry-problem';

/**
 * A recogniser of another program's failure. It silences the recognisers that need a registry on its own line, never on others.
 * @param what one sentence. @param source where the text is made.
 */
export function foreign(
  what: string,
  source: string,
  anchors: readonly string[],
  pattern: RegExp,
  examples: readonly string[],
  unless?: RegExp,
): Recogniser {
  return {
    label: LABEL,
    weight: 60,
    anchors,
    pattern,
    why: what,
    source,
    examples,
    ...(unless === undefined ? {} : { unless }),
  };
}
