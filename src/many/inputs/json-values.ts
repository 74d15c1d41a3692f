/** One JSON value of a text, not parsed. */
export interface JsonText {
  readonly text: string;
  /** Lines of the whole text before it. */
  readonly linesBefore: number;
  /** Deepest nesting in it. */
  readonly depth: number;
}

/**
 * The objects and lists that stand one after the other in a text (`kubectl -o json` gives one, programs that stream give many). Looks at brackets and
 * quotation marks only, without recursion, so that nesting is known before a parser goes down into it. What does not end is given as it is.
 */
export function* jsonTexts(text: string): Generator<JsonText> {
  let from = 0;
  let line = 0;
  let linesBefore = 0;
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\n') line += 1;
    else if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if ((character === '}' || character === ']') && depth > 0) {
      depth -= 1;
      if (depth > 0) continue;
      yield { text: text.slice(from, at + 1), linesBefore, depth: deepest };
      from = at + 1;
      linesBefore = line;
      deepest = 0;
    }
  }
  if (text.slice(from).trim() !== '') yield { text: text.slice(from), linesBefore, depth: deepest };
}
