import { MAX_DOCUMENT_DEPTH } from './located.js';

/** `- - - ?` at the start of a line: collections that begin one in the other. */
const INDICATORS = /^[ \t]*((?:[-?][ \t]+)*)/;

/**
 * 1-based line at which a YAML text nests deeper than any document is read, or null. Looked at before parsing: the parser goes down by recursion, and
 * at the end of the stack a JavaScript engine may give up the whole process. Brackets count wherever they stand, so that this errs on the safe side;
 * nesting by indentation alone is bounded by the size of the text.
 */
export function tooDeepAt(text: string): number | null {
  let depth = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const indicators = INDICATORS.exec(line)?.[1]?.match(/[-?]/g)?.length ?? 0;
    if (indicators > MAX_DOCUMENT_DEPTH) return index + 1;
    for (const character of line) {
      if (character === '[' || character === '{') depth += 1;
      else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
      if (depth > MAX_DOCUMENT_DEPTH) return index + 1;
    }
  }
  return null;
}
