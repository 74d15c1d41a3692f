import { type JSONVisitor, printParseErrorCode, visit } from 'jsonc-parser';
import type { DocumentResult } from '../../host/document.js';
import { documentError } from '../../host/document-error.js';

type Table = Record<string, unknown>;
type Path = readonly (string | number)[];

/** Keys whose lines are told to people: the rest would only take memory. */
const TOLD_KEYS: ReadonlySet<string> = new Set(['image', 'reference']);

/**
 * JSON → values, with lines for `image` and `reference` alone. Other than `host/json.ts` it keeps no syntax tree, so that the output of
 * `kubectl get -o json` for a whole cluster fits into memory. The caller has bounded size and depth. Never throws on bad text.
 */
export function parseLargeJson(text: string): DocumentResult {
  const lines = new Map<string, number>();
  const open: (Table | unknown[])[] = [];
  const keys: string[] = [];
  let root: unknown;
  let problem: { line: number; message: string } | null = null;
  const put = (value: unknown): void => {
    const parent = open.at(-1);
    if (parent === undefined) root = value;
    else if (Array.isArray(parent)) parent.push(value);
    else parent[keys.at(-1) ?? ''] = value;
  };
  const begin = (value: Table | unknown[]): void => {
    put(value);
    open.push(value);
  };
  const end = (): void => {
    open.pop();
  };
  const visitor: JSONVisitor = {
    onObjectBegin: () => {
      // Without a prototype `__proto__` is just a key.
      begin(Object.create(null) as Table);
      keys.push('');
    },
    onObjectEnd: () => {
      keys.pop();
      end();
    },
    onArrayBegin: () => begin([]),
    onArrayEnd: end,
    onObjectProperty: (property, _offset, _length, startLine, _startCharacter, pathSupplier) => {
      keys[keys.length - 1] = property;
      if (TOLD_KEYS.has(property)) lines.set(nameOf([...pathSupplier(), property]), startLine + 1);
    },
    onLiteralValue: put,
    onError: (error, _offset, _length, startLine) => {
      const words = printParseErrorCode(error).replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
      problem ??= { line: startLine + 1, message: words.toLowerCase() };
    },
  };
  visit(text, visitor, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  const found = problem as { line: number; message: string } | null;
  if (found !== null) return documentError(found.line, found.message);
  return { ok: true, document: { value: root, lineOf: (path) => lines.get(nameOf(path)) ?? null } };
}

function nameOf(path: Path): string {
  return JSON.stringify(path);
}
