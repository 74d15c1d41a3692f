import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { keepValue } from './known/mask-values.js';
import { isAuthKey, isSecretKey, REDACTED, redactedAuth } from './redact-values.js';

/** Nesting beyond this is no configuration; deeper texts go by the line rules. */
const MAX_DEPTH = 200;

interface Edit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/**
 * JSON text with its secrets replaced in place, so that lines and layout stay; null where the text doesn't begin as JSON does.
 * Keys are compared decoded and without regard to case, as Go's encoding/json matches them.
 */
export function redactJson(text: string): string | null {
  // A TOML file begins with a bracket too.
  const broken = (): string | null => (/^\s*\{/.test(text) ? blankBroken(text) : null);
  if (!/^\s*[{[]/.test(text)) return null;
  const edits: Edit[] = [];
  try {
    const errors: ParseError[] = [];
    const tree = parseTree(text, errors);
    if (tree === undefined || errors.length > 0 || !collect(tree, { all: false, key: null, parents: [] }, edits))
      return broken();
  } catch {
    // Nested so deeply that the parser's stack overflowed.
    return broken();
  }
  let redacted = '';
  let at = 0;
  for (const edit of edits) {
    redacted += text.slice(at, edit.offset) + edit.text;
    at = edit.offset + edit.length;
  }
  return redacted + text.slice(at);
}

interface Inside {
  /** Every string in it is a secret (`HttpHeaders`). */
  readonly all: boolean;
  /** Key of the value, or of the list that it is in; null at the top. */
  readonly key: string | null;
  readonly parents: readonly string[];
}

/** Adds the edits for a subtree in order; false where it is too deep. */
function collect(node: Node, inside: Inside, edits: Edit[]): boolean {
  const { all, key, parents } = inside;
  if (parents.length > MAX_DEPTH) return false;
  if (node.type === 'string') {
    const value = String(node.value);
    const kept = all ? REDACTED : keepValue(value, key, parents);
    if (kept !== value) edits.push(edit(node, kept));
  }
  if (node.type === 'array')
    return (node.children ?? []).every((item) => collect(item, { ...inside, parents: [...parents, key ?? ''] }, edits));
  if (node.type !== 'object') return true;
  return (node.children ?? []).every(({ children: [name, value] = [] }) => {
    if (name === undefined || value === undefined) return true;
    const own = String(name.value);
    if (isSecretKey(own) && (value.type === 'string' || value.type === 'number')) {
      if (value.value !== '') edits.push(edit(value, isAuthKey(own) ? redactedAuth(String(value.value)) : REDACTED));
      return true;
    }
    return collect(
      value,
      {
        all: all || own.toLowerCase() === 'httpheaders',
        key: own,
        parents: key === null ? parents : [...parents, key],
      },
      edits,
    );
  });
}

function edit(node: Node, text: string): Edit {
  return { offset: node.offset, length: node.length, text: JSON.stringify(text) };
}

/** Words that say what a broken file was meant to be, and no secret. */
const HARMLESS =
  /"(?:auths|auth|credHelpers|credsStore|HttpHeaders|identitytoken|registrytoken|username|password|email)"|\b(?:true|false|null)\b/g;

/** Where JSON should be and isn't, what is a secret: all but its structure goes, equally broken, on the same lines. */
export function blankBroken(text: string): string {
  let blank = '';
  let at = 0;
  for (const match of text.matchAll(HARMLESS)) {
    blank += text.slice(at, match.index).replace(STRUCTURELESS, 'x') + match[0];
    at = match.index + match[0].length;
  }
  return blank + text.slice(at).replace(STRUCTURELESS, 'x');
}

const STRUCTURELESS = /[^\s{}[\]:,"]/g;
