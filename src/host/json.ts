import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { rememberTexts } from '../text/remember-texts.js';
import type { DocumentResult } from './document.js';
import { DocumentError, documentError, lineAt, thrownError, tooLarge } from './document-error.js';
import {
  documentOf,
  type Located,
  locatedList,
  locatedScalar,
  locatedTable,
  MAX_DOCUMENT_DEPTH,
  pushChild,
  putChild,
} from './located.js';

/**
 * JSON as Go's encoding/json takes it → values with lines: comments, trailing commas, a byte order mark, text after the
 * value and empty text are errors; of a key given twice the last one counts.
 */
export const parseJson: (text: string) => DocumentResult = rememberTexts(readJson);

function readJson(text: string): DocumentResult {
  const large = tooLarge(text);
  if (large !== null) return large;
  try {
    const errors: ParseError[] = [];
    const tree = parseTree(text, errors, {
      disallowComments: true,
      allowTrailingComma: false,
      allowEmptyContent: false,
    });
    const first = errors[0];
    if (first !== undefined) return documentError(lineAt(text, first.offset), message(text, first));
    if (tree === undefined) return documentError(1, 'unexpected end of JSON input');
    return { ok: true, document: documentOf(located(tree, lineFinder(text), 0)) };
  } catch (thrown) {
    return thrownError(thrown);
  }
}

function message(text: string, error: ParseError): string {
  if (text.slice(error.offset).trim() === '') return 'unexpected end of JSON input';
  // `CommaExpected` → `comma expected`.
  const words = printParseErrorCode(error.error).replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
  return `${words.toLowerCase()} at ${JSON.stringify(text.slice(error.offset, error.offset + 1))}`;
}

type LineOf = (offset: number) => number;

/** Line look-up for offsets in any order, without reading the text again for each. */
function lineFinder(text: string): LineOf {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}

function located(node: Node, lineOf: LineOf, depth: number, line: number = lineOf(node.offset)): Located {
  if (depth > MAX_DOCUMENT_DEPTH) throw new DocumentError(line, 'nested too deeply');
  if (node.type === 'array') {
    const list = locatedList(line);
    for (const item of node.children ?? []) pushChild(list, located(item, lineOf, depth + 1));
    return list;
  }
  if (node.type !== 'object') return locatedScalar(line, node.value as string | number | boolean | null);
  const table = locatedTable(line);
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) continue;
    putChild(table, String(key.value), located(value, lineOf, depth + 1, lineOf(key.offset)));
  }
  return table;
}
