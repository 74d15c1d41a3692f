const LINE_FEED = 10;

/** The lines of a text that comes in pieces, as they come. A longer one than `maxBytes` comes as null, so that memory stays bounded. */
export async function* linesOf(pieces: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<string | null> {
  let parts: Buffer[] = [];
  let bytes = 0;
  const take = (): string | null => {
    const text = bytes > maxBytes ? null : Buffer.concat(parts).toString('utf8').replace(/\r$/, '');
    parts = [];
    bytes = 0;
    return text;
  };
  const keep = (part: Buffer): void => {
    bytes += part.length;
    if (bytes > maxBytes) parts = [];
    else parts.push(Buffer.from(part));
  };
  for await (const all of pieces) {
    let from = 0;
    for (let at = all.indexOf(LINE_FEED); at !== -1; at = all.indexOf(LINE_FEED, from)) {
      keep(all.subarray(from, at));
      from = at + 1;
      yield take();
    }
    if (from < all.length) keep(all.subarray(from));
  }
  if (bytes > 0) yield take();
}
