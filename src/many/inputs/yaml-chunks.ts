/** One document of a YAML stream as text, not parsed. */
export interface Chunk {
  readonly text: string;
  /** Lines of the stream before it. */
  readonly linesBefore: number;
}

/** A line that begins or ends a document: it does so even within quotation marks and block texts (YAML 1.2.2, 9.1.2, `c-forbidden`). */
const MARKER = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;

/** The documents of a YAML stream, one after the other: each is parsed alone, so that a broken one does not spoil the rest. */
export function* yamlChunks(text: string): Generator<Chunk> {
  let from = 0;
  let line = 0;
  let counted = 0;
  const countTo = (end: number): number => {
    for (let at = text.indexOf('\n', counted); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) {
      line += 1;
      counted = at + 1;
    }
    return line;
  };
  for (const { 0: marker, index } of text.matchAll(MARKER)) {
    yield { text: text.slice(from, index), linesBefore: countTo(from) };
    // `--- {a: b}` has its document on the line of the marker; `...` has nothing.
    from = marker === '---' ? index : index + marker.length;
  }
  yield { text: text.slice(from), linesBefore: countTo(from) };
}
