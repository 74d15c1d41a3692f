/** Line feed and carriage return end a line. */
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const TAB = 9;
const BACKSLASH = 92;
const CASE_BIT = 32;

/** A machine that finds many words at once, one step a byte. Made by `wordFinder`. */
export interface WordFinder {
  /** The column of each byte, 256. */
  readonly columnOf: Uint8Array;
  /** The next state, at state plus column; states are multiples of the number of columns. */
  readonly next: Int32Array;
  /** How many columns there are. */
  readonly columns: number;
  /** The state before any byte. */
  readonly start: number;
  /** From here on a state says something: words end there, or a line does. */
  readonly firstTelling: number;
  /** The state after a byte that ends a line. */
  readonly lineEnd: number;
  /** The state after the last byte that `nextTelling` looked at. */
  reached: number;
  /** The words that end in a state, by their places in the list given, nothing for others. */
  wordsAt(state: number): readonly number[];
}

interface Node {
  readonly children: Map<number, Node>;
  /** The node of the longest other word that the text so far may be the beginning of. */
  suffix: Node | null;
  readonly words: number[];
  readonly endsInSpace: boolean;
  number: number;
}

/**
 * Aho and Corasick's machine over bytes (Communications of the ACM 18, 1975), with what logs do to texts built in: letter case does not
 * count, a run of blanks is one space, backslashes (of escaped quotes) are passed over, and no word goes over the end of a line.
 * @param words lower-case; of letters beyond ASCII the case counts.
 */
export function wordFinder(words: readonly string[]): WordFinder {
  const node = (endsInSpace: boolean): Node => ({
    children: new Map(),
    suffix: null,
    words: [],
    endsInSpace,
    number: 0,
  });
  const root = node(false);
  for (const [index, word] of words.entries()) {
    let at = root;
    for (const byte of Buffer.from(word, 'utf8')) {
      const child = at.children.get(byte) ?? node(byte === SPACE);
      at.children.set(byte, child);
      at = child;
    }
    at.words.push(index);
  }
  const nodes = linked(root);
  const { columnOf, columns } = columnsOf(words);
  const told = nodes.filter((each) => each.words.length > 0);
  const silent = nodes.filter((each) => each.words.length === 0);
  for (const [index, each] of [...silent, ...told].entries()) each.number = index * columns;
  const lineEnd = nodes.length * columns;
  const next = new Int32Array(lineEnd + columns);
  for (const each of nodes) {
    const fallback = each.suffix;
    for (let column = 0; column < columns; column += 1)
      next[each.number + column] = fallback === null ? root.number : (next[fallback.number + column] ?? 0);
    for (const [byte, child] of each.children) next[each.number + (columnOf[byte] ?? 0)] = child.number;
    if (each.endsInSpace) next[each.number + (columnOf[SPACE] ?? 0)] = each.number;
    next[each.number + (columnOf[LINE_FEED] ?? 0)] = lineEnd;
    next[each.number + (columnOf[BACKSLASH] ?? 0)] = each.number;
  }
  for (let column = 0; column < columns; column += 1) next[lineEnd + column] = next[root.number + column] ?? 0;
  next[lineEnd + (columnOf[BACKSLASH] ?? 0)] = root.number;
  const wordsOf = new Map(told.map((each) => [each.number, each.words]));
  return {
    columnOf,
    columns,
    next,
    start: root.number,
    firstTelling: silent.length * columns,
    lineEnd,
    reached: root.number,
    wordsAt: (state) => wordsOf.get(state) ?? [],
  };
}

/**
 * Goes on from a state to the next byte after which the state tells something, or to the end; the state is then in `reached`.
 * @returns the place after that byte.
 */
export function nextTelling(finder: WordFinder, bytes: Uint8Array, from: number, to: number, state: number): number {
  const { columnOf, next, firstTelling } = finder;
  let now = state;
  let at = from;
  while (at < to) {
    now = next[now + (columnOf[bytes[at] as number] as number)] as number;
    at += 1;
    if (now >= firstTelling) break;
  }
  finder.reached = now;
  return at;
}

/** All nodes, parents and suffixes before whom they serve; each has the words of its suffixes, too. */
function linked(root: Node): Node[] {
  const nodes: Node[] = [root];
  for (const parent of nodes)
    for (const [byte, child] of parent.children) {
      let suffix = parent.suffix;
      while (suffix !== null && !suffix.children.has(byte)) suffix = suffix.suffix;
      child.suffix = suffix?.children.get(byte) ?? root;
      child.words.push(...child.suffix.words);
      nodes.push(child);
    }
  return nodes;
}

/** One column for each byte that words hold, one for all others. */
function columnsOf(words: readonly string[]): { columnOf: Uint8Array; columns: number } {
  const columnOf = new Uint8Array(256);
  let columns = 1;
  for (const byte of new Set([...Buffer.from(words.join(''), 'utf8'), LINE_FEED, SPACE, BACKSLASH])) {
    columnOf[byte] = columns;
    columns += 1;
  }
  for (let byte = 65; byte <= 90; byte += 1) columnOf[byte] = columnOf[byte + CASE_BIT] ?? 0;
  columnOf[CARRIAGE_RETURN] = columnOf[LINE_FEED] ?? 0;
  columnOf[TAB] = columnOf[SPACE] ?? 0;
  return { columnOf, columns };
}
