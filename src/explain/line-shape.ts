/** FNV's prime and offset, and another pair, so that two halves of 32 bits differ. */
const PRIME = 0x01000193;
const OFFSET = 0x811c9dc5 | 0;
const OTHER_PRIME = 0x85ebca6b | 0;
const OTHER_OFFSET = 0x9747b28c | 0;
/** Two halves make one number: 2 to this power times one of them still leaves it exact. */
const HALF = 2 ** 21;

const BYTE_BITS = 8;

/** What counts of each byte: all hexadecimal digits are one, letter case does not count. */
const SEEN = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte).toLowerCase();
  return /^[0-9a-f]$/.test(character) ? 48 : byte < 128 ? character.charCodeAt(0) : byte;
});

/**
 * A number that is the same for lines that differ only in digits and hexadecimal ones, as repeats in logs do by their times, counters,
 * addresses and identifiers. Two bytes a step without branches: it is made for each line that may matter.
 * @param from first byte of the line. @param to the byte after its last one.
 */
export function lineShape(bytes: Uint8Array, from: number, to: number): number {
  let one = OFFSET;
  let two = OTHER_OFFSET;
  for (let at = from; at < to; at += 2) {
    const first = SEEN[bytes[at] as number] as number;
    const seen = at + 1 < to ? first | ((SEEN[bytes[at + 1] as number] as number) << BYTE_BITS) : first;
    one = Math.imul(one ^ seen, PRIME);
    two = Math.imul(two ^ seen, OTHER_PRIME);
  }
  one ^= to - from;
  return ((one ^ (one >>> 15)) >>> 0) * HALF + (two >>> 11);
}
