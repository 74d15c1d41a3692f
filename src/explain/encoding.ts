/** Bytes at the beginning that show what encoding a text has. */
const LOOKED_BYTES = 1024;
/** A text of two bytes a character is mostly ASCII: so many of its high bytes are zero, and so few of its low ones. */
const MOSTLY = 0.4;
const HARDLY = 0.05;
const LEAST_BYTES = 8;

/** Turns the pieces of a text into UTF-8, in order. */
export type Decode = (chunk: Uint8Array) => Uint8Array;

/**
 * How to read a text by its first bytes: UTF-16 in either order, with a byte order mark or without (what PowerShell writes); all else is
 * taken as UTF-8, whatever it is.
 * @param begin the first KiB, or all where there is less.
 */
export function decoderOf(begin: Uint8Array): Decode {
  const encoding = wideEncodingOf(begin.subarray(0, LOOKED_BYTES));
  if (encoding === null) return (chunk) => chunk;
  const decoder = new TextDecoder(encoding);
  return (chunk) => Buffer.from(decoder.decode(chunk, { stream: true }), 'utf8');
}

function wideEncodingOf(begin: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (begin[0] === 0xff && begin[1] === 0xfe) return 'utf-16le';
  if (begin[0] === 0xfe && begin[1] === 0xff) return 'utf-16be';
  const pairs = Math.floor(begin.length / 2);
  if (begin.length < LEAST_BYTES) return null;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < pairs * 2; at += 2) {
    if (begin[at] === 0) even += 1;
    if (begin[at + 1] === 0) odd += 1;
  }
  if (odd > pairs * MOSTLY && even < pairs * HARDLY) return 'utf-16le';
  if (even > pairs * MOSTLY && odd < pairs * HARDLY) return 'utf-16be';
  return null;
}
