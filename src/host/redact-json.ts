import { type Node, type ParseError, parseTree } from 'jsonc-parser';
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
    if (tree === undefined || errors.length > 0 || !collect(tree, false, 0, edits)) return broken();
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

/** Adds the edits for a subtree in order; false where it is too deep. `all`: every string in it is a secret (`HttpHeaders`). */
function collect(node: Node, all: boolean, depth: number, edits: Edit[]): boolean {
  if (depth > MAX_DEPTH) return false;
  if (node.type === 'string' && all) edits.push(edit(node, REDACTED));
  if (node.type === 'array') return (node.children ?? []).every((item) => collect(item, all, depth + 1, edits));
  if (node.type !== 'object') return true;
  return (node.children ?? []).every(({ children: [key, value] = [] }) => {
    if (key === undefined || value === undefined) return true;
    const name = String(key.value);
    if (isSecretKey(name) && (value.type === 'string' || value.type === 'number')) {
      if (value.value !== '') edits.push(edit(value, isAuthKey(name) ? redactedAuth(String(value.value)) : REDACTED));
      return true;
    }
    return collect(value, all || name.toLowerCase() === 'httpheaders', depth + 1, edits);
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
