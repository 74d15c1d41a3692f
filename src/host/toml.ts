import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import { rememberTexts } from '../text/remember-texts.js';
import type { DocumentResult } from './document.js';
import { DocumentError, documentError, thrownError, tooLarge } from './document-error.js';
import {
  documentOf,
  type Located,
  type LocatedList,
  type LocatedTable,
  locatedList,
  locatedScalar,
  locatedTable,
  MAX_DOCUMENT_DEPTH,
  pushChild,
  putChild,
} from './located.js';

/**
 * TOML 1.0 text → values with lines. Keys keep their case (matching them case-insensitively is the reader's business);
 * dates stay text; a byte order mark is skipped, as BurntSushi/toml `parse.go: parse` does. The error's line is
 * the one that BurntSushi/toml names for the same mistake.
 */
export const parseToml: (text: string) => DocumentResult = rememberTexts(readToml);

function readToml(text: string): DocumentResult {
  const large = tooLarge(text);
  if (large !== null) return large;
  try {
    const program = parseTOML(text.replace(/^\uFEFF/, ''), { tomlVersion: '1.0' });
    const root = locatedTable(1);
    for (const node of program.body[0].body) {
      if (node.type === 'TOMLKeyValue') addKeyValue(root, node, 0);
      else addTable(root, node);
    }
    return { ok: true, document: documentOf(root) };
  } catch (thrown) {
    if (thrown instanceof ParseError) return documentError(errorLine(text, thrown), thrown.message);
    return thrownError(thrown);
  }
}

/**
 * A key without value is found out by this parser only on the next line; BurntSushi/toml names the key's own.
 * For an unclosed `[header` both name the next line.
 */
function errorLine(text: string, error: ParseError): number {
  if (error.column !== 0) return error.lineNumber;
  const before = text.split('\n', error.lineNumber - 1).map((line) => line.replace(/#.*$/, '').trim());
  const last = before.findLastIndex((line) => line !== '');
  const unfinished = before[last] ?? '';
  const isKeyAlone = /equals? (?:sign|\(=\))/.test(error.message) && !unfinished.startsWith('[');
  return last !== -1 && (isKeyAlone || unfinished.endsWith('=')) ? last + 1 : error.lineNumber;
}

function addTable(root: LocatedTable, node: AST.TOMLTable): void {
  const line = node.loc.start.line;
  limitDepth(node.resolvedKey.length, line);
  let at: Located = root;
  for (const [index, part] of node.resolvedKey.entries()) at = step(at, part, node.resolvedKey[index + 1], line);
  // A table first seen as somebody's parent gets the line of its own header.
  at.line = line;
  if (at.kind !== 'table') throw new DocumentError(line, 'a table is defined over a value');
  for (const pair of node.body) addKeyValue(at, pair, node.resolvedKey.length);
}

function addKeyValue(table: LocatedTable, node: AST.TOMLKeyValue, depth: number): void {
  const line = node.loc.start.line;
  const keys = node.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value));
  const last = keys.pop() ?? '';
  limitDepth(depth + keys.length, line);
  let at: Located = table;
  for (const key of keys) at = step(at, key, '', line);
  if (at.kind !== 'table') throw new DocumentError(line, 'a key is defined over a value');
  putChild(at, last, content(node.value, line, depth + keys.length + 1));
}

/** The child at one part of a path, made where it doesn't exist: a list when a number follows, else a table. */
function step(at: Located, part: string | number, next: string | number | undefined, line: number): Located {
  const known =
    at.kind === 'table' ? at.children.get(String(part)) : at.kind === 'list' ? at.children[Number(part)] : undefined;
  if (known !== undefined) return known;
  const made: LocatedTable | LocatedList = typeof next === 'number' ? locatedList(line) : locatedTable(line);
  if (at.kind === 'table') putChild(at, String(part), made);
  else if (at.kind === 'list') pushChild(at, made);
  else throw new DocumentError(line, 'a table is defined over a value');
  return made;
}

function content(node: AST.TOMLContentNode, line: number, depth: number): Located {
  limitDepth(depth, line);
  if (node.type === 'TOMLArray') {
    const list = locatedList(line);
    for (const item of node.elements) pushChild(list, content(item, item.loc.start.line, depth + 1));
    return list;
  }
  if (node.type === 'TOMLInlineTable') {
    const table = locatedTable(line);
    for (const pair of node.body) addKeyValue(table, pair, depth);
    return table;
  }
  return locatedScalar(line, node.value instanceof Date ? dateText(node) : node.value);
}

function dateText(node: AST.TOMLValue): string {
  return 'datetime' in node ? node.datetime : '';
}

function limitDepth(depth: number, line: number): void {
  if (depth > MAX_DOCUMENT_DEPTH) throw new DocumentError(line, 'nested too deeply');
}
