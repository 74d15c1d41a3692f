/** Longest pattern or name that is compared; file and host names stay far below. */
const MAX_LENGTH = 4096;

/** One step of a pattern: a literal character, `?`, `*` or a class. */
type Part = { readonly kind: 'star' } | { readonly kind: 'one'; readonly accepts: (character: string) => boolean };

/**
 * Go's `path/filepath.Match`: `*` and `?` never match a slash, `[a-z]` and `[^a-z]` are classes, a backslash takes the next character as it is.
 * A malformed pattern matches nothing.
 */
export function goMatch(pattern: string, name: string): boolean {
  if (pattern.length > MAX_LENGTH || name.length > MAX_LENGTH) return false;
  const parts = partsOf(pattern);
  return parts !== null && matches(parts, [...name]);
}

function matches(parts: readonly Part[], name: readonly string[]): boolean {
  let part = 0;
  let at = 0;
  let star = -1;
  let mark = 0;
  while (at < name.length) {
    const current = parts[part];
    const character = name[at] ?? '';
    if (current?.kind === 'one' && current.accepts(character)) {
      part += 1;
      at += 1;
    } else if (current?.kind === 'star') {
      star = part;
      mark = at;
      part += 1;
    } else if (star !== -1 && name[mark] !== '/') {
      mark += 1;
      at = mark;
      part = star + 1;
    } else return false;
  }
  while (parts[part]?.kind === 'star') part += 1;
  return part === parts.length;
}

function partsOf(pattern: string): readonly Part[] | null {
  const parts: Part[] = [];
  const characters = [...pattern];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] ?? '';
    if (character === '*') parts.push({ kind: 'star' });
    else if (character === '?') parts.push({ kind: 'one', accepts: (each) => each !== '/' });
    else if (character === '[') {
      const found = classAt(characters, at);
      if (found === null) return null;
      parts.push({ kind: 'one', accepts: found.accepts });
      at = found.end;
    } else {
      const literal = character === '\\' ? characters[++at] : character;
      if (literal === undefined) return null;
      parts.push({ kind: 'one', accepts: (each) => each === literal });
    }
  }
  return parts;
}

/** The class that starts at `[`; `end` is the index of its `]`. Null where it is malformed. */
function classAt(
  characters: readonly string[],
  start: number,
): { readonly accepts: (character: string) => boolean; readonly end: number } | null {
  let at = start + 1;
  const negated = characters[at] === '^';
  if (negated) at += 1;
  const ranges: (readonly [low: string, high: string])[] = [];
  const one = (): string | null => {
    const escaped = characters[at] === '\\';
    const character = characters[escaped ? at + 1 : at];
    if (character === undefined || (!escaped && (character === '-' || character === ']'))) return null;
    at += escaped ? 2 : 1;
    return character;
  };
  while (characters[at] !== ']' || ranges.length === 0) {
    const low = one();
    if (low === null) return null;
    let high: string | null = low;
    if (characters[at] === '-') {
      at += 1;
      high = one();
    }
    if (high === null) return null;
    ranges.push([low, high]);
  }
  const inside = (character: string): boolean => ranges.some(([low, high]) => low <= character && character <= high);
  return { accepts: (character) => inside(character) !== negated, end: at };
}
