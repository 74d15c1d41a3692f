import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { DocumentResult, ParsedDocument } from './document.js';
import { DocumentError, documentError, thrownError, tooLarge } from './document-error.js';
import {
  documentOf,
  type Located,
  type LocatedTable,
  locate,
  locatedList,
  locatedScalar,
  locatedTable,
  MAX_DOCUMENT_DEPTH,
  MAX_DOCUMENT_VALUES,
  pushChild,
  putChild,
} from './located.js';
import { tooDeepAt } from './yaml-depth.js';

/** YAML is read far slower than the rest (up to 25 µs a byte on hostile text); real files are a few KiB. */
const MAX_YAML_BYTES = 128 * 1024;

/** Aliases followed in one document: real ones have a handful; each may unfold a whole subtree. */
const MAX_ALIAS_COUNT = 100;

/** How much of a document is read: its bytes, and the aliases followed in it. */
export interface YamlLimits {
  readonly bytes: number;
  readonly aliases: number;
}

const CONFIGURATION_LIMITS: YamlLimits = { bytes: MAX_YAML_BYTES, aliases: MAX_ALIAS_COUNT };

export interface YamlDocument extends ParsedDocument {
  /** A scalar as written, which is what Go's yaml decodes into a string field (`0123`, `yes`); null for anything else. */
  textOf(path: readonly (string | number)[]): string | null;
}

export type YamlResult = { readonly ok: true; readonly document: YamlDocument } | (DocumentResult & { ok: false });

/**
 * YAML 1.1 text → values with lines, as Go's yaml.v2 reads it non-strictly (k3s, RKE2, k0s): only the first document
 * counts, of a key given twice the last one counts, `yes` and `on` are booleans, `<<` merges, keys are text. Empty text is the value null.
 */
export function parseYaml(text: string, limits: YamlLimits = CONFIGURATION_LIMITS): YamlResult {
  const large = tooLarge(text, limits.bytes);
  if (large !== null) return large;
  const deep = tooDeepAt(text);
  if (deep !== null) return documentError(deep, 'nested too deeply');
  try {
    const lines = new LineCounter();
    const documents = parseAllDocuments(text, {
      version: '1.1',
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter: lines,
      logLevel: 'silent',
    });
    const document = 'empty' in documents ? undefined : documents[0];
    const error = document?.errors[0];
    if (error !== undefined) return documentError(lines.linePos(error.pos[0]).line, error.message);
    const root = document?.contents
      ? new Walk(document, lines, limits.aliases).node(document.contents, 1, 0)
      : locatedScalar(1, null);
    return { ok: true, document: { ...documentOf(root), textOf: (path) => textOf(locate(root, path)) } };
  } catch (thrown) {
    return thrownError(thrown);
  }
}

function textOf(at: Located | undefined): string | null {
  return at?.kind === 'scalar' ? at.text : null;
}

class Walk {
  readonly #document: Document;
  readonly #lines: LineCounter;
  readonly #maxAliases: number;
  #values = 0;
  #aliases = 0;

  constructor(document: Document, lines: LineCounter, maxAliases: number) {
    this.#document = document;
    this.#lines = lines;
    this.#maxAliases = maxAliases;
  }

  node(node: Node | null, line: number, depth: number): Located {
    this.#values += 1;
    if (depth > MAX_DOCUMENT_DEPTH) throw new DocumentError(line, 'nested too deeply');
    if (this.#values > MAX_DOCUMENT_VALUES) throw new DocumentError(line, 'too many values');
    if (isAlias(node)) return this.#alias(node.resolve(this.#document), line, depth);
    if (isMap(node)) return this.#map(node as YAMLMap<Node, Node | null>, line, depth);
    if (isSeq(node)) {
      const list = locatedList(line);
      for (const item of node.items as Node[]) pushChild(list, this.node(item, this.#lineOf(item, line), depth + 1));
      return list;
    }
    return isScalar(node) ? scalar(node, line) : locatedScalar(line, null);
  }

  #alias(target: Node | undefined, line: number, depth: number): Located {
    this.#aliases += 1;
    if (target === undefined) throw new DocumentError(line, 'unknown anchor referenced');
    if (this.#aliases > this.#maxAliases) throw new DocumentError(line, 'too many aliases');
    return this.node(target, line, depth + 1);
  }

  #map(node: YAMLMap<Node, Node | null>, line: number, depth: number): LocatedTable {
    const table = locatedTable(line);
    const own = node.items.filter((pair) => !isMergeKey(pair.key));
    for (const pair of node.items.filter((each) => isMergeKey(each.key)))
      this.#merge(table, this.node(pair.value, this.#lineOf(pair.key, line), depth + 1));
    for (const pair of own) {
      const at = this.#lineOf(pair.key, line);
      putChild(table, this.#key(pair.key, at, depth), this.node(pair.value, at, depth + 1));
    }
    return table;
  }

  /** Keys of the table itself are put afterwards and so win; of several merged tables the first wins. */
  #merge(table: LocatedTable, source: Located): void {
    const sources = source.kind === 'list' ? source.children.toReversed() : [source];
    for (const each of sources) {
      if (each.kind !== 'table')
        throw new DocumentError(source.line, 'map merge requires map or sequence of maps as the value');
      for (const [key, child] of each.children) putChild(table, key, child);
    }
  }

  #key(node: Node, line: number, depth: number): string {
    const key = this.node(node, line, depth + 1);
    if (key.kind !== 'scalar') throw new DocumentError(line, 'a key is a list or a table');
    return key.text ?? String(key.value);
  }

  #lineOf(node: Node | null, otherwise: number): number {
    const offset = node?.range?.[0];
    return offset === undefined ? otherwise : this.#lines.linePos(offset).line;
  }
}

function isMergeKey(key: unknown): boolean {
  // Quoted, it is a plain key: go-yaml `decode.go: isMerge`.
  return isScalar(key) && key.source === '<<' && (key.type === undefined || key.type === 'PLAIN');
}

function scalar(node: Scalar, line: number): Located {
  const { value, source } = node;
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return locatedScalar(line, value, source ?? String(value));
  if (value === null) return locatedScalar(line, null);
  if (typeof value === 'bigint') return locatedScalar(line, Number(value), source ?? String(value));
  // Dates, binaries and other typed values stay as written.
  return locatedScalar(line, source ?? '', source ?? null);
}
