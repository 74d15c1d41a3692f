import { keepValue } from './mask-values.js';

/** Where a reader of `key = value` and `key: value` texts (TOML, YAML, INI, whole or broken) stands. */
interface Place {
  key: string | null;
  /** Keys of the tables around by how far their line is indented; the table of a `[header]` first. */
  readonly outer: { indent: number; key: string }[];
  header: readonly string[];
  readonly comment: (text: string) => string;
  /** What becomes of a text that stands under no key at all. */
  readonly alone: (text: string) => string;
  /** Brackets that are open, with the key before each. */
  readonly open: { readonly bracket: string; readonly key: string | null }[];
}

/** Nesting beyond this is no configuration. */
const MAX_OPEN = 100;
const HEADER = /^\[\[?([^\]]*(?:"[^"]*"[^\]]*|'[^']*'[^\]]*)*)\]?\]?[ \t]*(?:#.*)?$/;
const KEY =
  /^(?:export[ \t]+)?("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'#:=,{}[\]|>&*!-](?:[^:=\n#"'{}[\],]|:(?![ \t]|$|["'[{]))*?)[ \t]*(=|:(?=[ \t]|$|["'[{]))/;
/** Lines that are nothing but comments, and empty ones: most of what distributions put into their files. */
const COMMENTS = /(?:[ \t]*(?:#[^\n]*)?\n)+/y;
const QUOTED = /"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?/y;
const BARE = /[^\s#][^\n]*?(?=[ \t]+#|[ \t]*$)/my;
const BARE_IN_FLOW = /[^\s,[\]{}#"'][^\n,[\]{}]*?(?=[ \t]*(?:[,[\]{}\n]|$|[ \t]#))/my;
const BLOCK = /[|>][-+\d]*[ \t]*(?:#[^\n]*)?\n/y;

/**
 * A text of keys and values, in the form of TOML, YAML or an INI file, with every value replaced that stands under a key which is not known and could be
 * a secret. Same lines, same structure; a broken text stays as broken.
 * @param comment what becomes of a comment, from its `#` on. @param alone what becomes of a text that stands under no key.
 */
export function maskLines(text: string, { comment, alone }: Pick<Place, 'comment' | 'alone'>): string {
  const place: Place = { key: null, outer: [], header: [], comment, alone, open: [] };
  let shown = '';
  let at = 0;
  while (at < text.length) {
    if (place.open.length === 0) {
      COMMENTS.lastIndex = at;
      const comments = COMMENTS.exec(text)?.[0] ?? '';
      if (comments !== '') {
        shown += comments.replace(/#.*/g, comment);
        at += comments.length;
        continue;
      }
    }
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    if (place.open.length === 0) {
      const from = at;
      at = startLine(text.slice(at, end), at, place, text[at - 2] === '\\');
      shown += withComment(text.slice(from, at), place);
      if (at >= end) {
        shown += text.slice(at, end + 1);
        at = end + 1;
        continue;
      }
    }
    const { text: rest, next } = restOfLine(text, at, place);
    shown += rest;
    at = next;
  }
  return shown;
}

/** Reads the key that a line begins with; gives where its value begins, or the line's end where there is none. */
function startLine(line: string, at: number, place: Place, isContinued: boolean): number {
  const [dashes = ''] = /^[ \t]*(?:-[ \t]+)*/.exec(line) ?? [];
  const body = line.slice(dashes.length);
  if (body === '' || body.startsWith('#')) return at + line.length;
  const header = HEADER.exec(body)?.[1];
  if (header !== undefined && !dashes.includes('-')) {
    place.header = header.split('.').map(bare);
    place.outer.length = 0;
    place.key = null;
    return at + line.length;
  }
  const key = KEY.exec(body);
  if (key === null) {
    // What goes on for a key stands further in, is an item of its list, or follows a backslash.
    const goesOn = dashes.includes('-') || dashes.length > (place.outer.at(-1)?.indent ?? -1) || isContinued;
    if (!goesOn) place.key = null;
    return at + dashes.length;
  }
  const name = bare(key[1] ?? '');
  const { outer } = place;
  while ((outer.at(-1)?.indent ?? -1) >= dashes.length) outer.pop();
  outer.push({ indent: dashes.length, key: name });
  place.key = name;
  return at + dashes.length + key[0].length;
}

/** A whole line that is nothing but a comment, or a header and one. */
function withComment(line: string, place: Place): string {
  const at = line.indexOf('#');
  if (at === -1) return line;
  const before = line.slice(0, at);
  return before.trim() === '' || /^[ \t]*\[[^#]*\][ \t]*$/.test(before) ? before + place.comment(line.slice(at)) : line;
}

function restOfLine(text: string, from: number, place: Place): { readonly text: string; readonly next: number } {
  let shown = '';
  let at = from;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  while (at < text.length) {
    const sign = text[at] ?? '';
    if (sign === '\n') return { text: `${shown}\n`, next: at + 1 };
    const isFlow = place.open.length > 0;
    const comment = sign === '#' ? (take(/[^\n]*/y) ?? '') : '';
    const block = !isFlow && place.key !== null && (sign === '|' || sign === '>') ? take(BLOCK) : null;
    const quoted = sign === '"' || sign === "'" ? take(QUOTED) : null;
    if (comment !== '') {
      shown += place.comment(comment);
      at += comment.length;
    } else if (block !== null) {
      at += block.length;
      const lines = blockLines(text, at, place.outer.at(-1)?.indent ?? 0);
      shown +=
        block + lines.replace(/^([ \t]*)(\S.*)$/gm, (_, indent: string, line: string) => indent + kept(line, place));
      return { text: shown, next: at + lines.length };
    } else if (/[[{\]}]/.test(sign)) {
      if (sign === '[' || sign === '{') {
        if (place.open.length < MAX_OPEN) place.open.push({ bracket: sign, key: place.key });
      } else place.key = place.open.pop()?.key ?? place.key;
      shown += sign;
      at += 1;
    } else if (quoted !== null) {
      at += quoted.length;
      shown += isFlow && isKeyHere(text, at, place) ? setKey(quoted, place) : keptQuoted(quoted, place);
    } else if (/[\s,=:]/.test(sign)) {
      shown += sign;
      at += 1;
    } else {
      const found = take(isFlow ? BARE_IN_FLOW : BARE) ?? sign;
      const pair = isFlow ? /^([\w.-]+)[ \t]*(?:=|:(?=[ \t]|$))/.exec(found) : null;
      if (pair !== null) {
        setKey(pair[1] ?? '', place);
        shown += pair[0];
        at += pair[0].length;
      } else {
        shown += kept(found, place);
        at += found.length;
      }
    }
  }
  return { text: shown, next: at };
}

function isKeyHere(text: string, at: number, { open }: Place): boolean {
  return open.at(-1)?.bracket === '{' && /^[ \t]*[:=]/.test(text.slice(at, at + 8));
}

function setKey(word: string, place: Place): string {
  place.key = bare(word);
  return word;
}

function keptQuoted(quoted: string, place: Place): string {
  const open = /^(?:"""|'''|"|')/.exec(quoted)?.[0] ?? '';
  const close = quoted.length >= 2 * open.length && quoted.endsWith(open) ? open : '';
  const text = quoted.slice(open.length, quoted.length - close.length);
  return open + kept(text, place) + close;
}

function kept(text: string, { key, outer, header, open, alone }: Place): string {
  if (key === null) return alone(text);
  // The table that a value stands in: `aliases:` above, `[aliases]` before, `aliases = { … }` around.
  const around = [...header, ...outer.slice(0, -1).map((each) => each.key), ...open.map((each) => each.key ?? '')];
  return keepValue(text, key, around);
}

/** Lines of a block text: those that are indented further than its key, and empty ones. */
function blockLines(text: string, from: number, indent: number): string {
  let at = from;
  while (at < text.length) {
    const end = text.indexOf('\n', at) === -1 ? text.length : text.indexOf('\n', at) + 1;
    const line = text.slice(at, end);
    if (line.trim() !== '' && (/^[ \t]*/.exec(line)?.[0].length ?? 0) <= indent) break;
    at = end;
  }
  return text.slice(from, at);
}

function bare(key: string): string {
  const name = key.trim();
  const quote = name[0];
  return (quote === '"' || quote === "'") && name.endsWith(quote) ? name.slice(1, -1) : name;
}
