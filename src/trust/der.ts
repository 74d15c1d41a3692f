/** One DER element (ITU-T X.690): tag octet, content, and the whole of it. Views into the bytes read, no copies. */
export interface DerElement {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly raw: Uint8Array;
}

/** Thrown on bytes that are not what they should be, with Go's words; `parseCertificate` turns it into an answer. */
export class DerError extends Error {}

/** Ends reading with Go's words. */
export function refuse(text: string): never {
  throw new DerError(text);
}

/**
 * Reads DER as strictly as Go does (golang.org/x/crypto `cryptobyte/asn1.go`: readASN1): one-octet tags, shortest lengths of up to
 * four octets. Nothing throws; what is not there, or is not DER, is null.
 */
export class DerReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get empty(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** True where the next element has this tag. */
  peek(tag: number): boolean {
    return this.#bytes[this.#at] === tag;
  }

  /** The next element. */
  any(): DerElement | null {
    const element = elementAt(this.#bytes, this.#at);
    if (element !== null) this.#at += element.raw.length;
    return element;
  }

  /** The next element if it has this tag; else null, and nothing is read. */
  read(tag: number): DerElement | null {
    return this.peek(tag) ? this.any() : null;
  }

  /** A reader of the next element's content, if that has this tag. */
  enter(tag: number): DerReader | null {
    const element = this.read(tag);
    return element === null ? null : new DerReader(element.content);
  }

  /** Dotted form of the next element, if that is a well-formed object identifier. */
  identifier(): string | null {
    const element = this.read(0x06);
    return element === null ? null : objectIdentifierText(element.content);
  }

  /** Two's complement octets of the next element, if that is a well-formed integer. */
  integer(tag = 0x02): Uint8Array | null {
    const content = this.read(tag)?.content;
    const [first, second = 0] = content ?? [];
    if (content === undefined || first === undefined) return null;
    const padded = content.length > 1 && (first === 0 ? second < 0x80 : first === 0xff && second >= 0x80);
    return padded ? null : content;
  }

  /** The next element, if that is a well-formed boolean. */
  boolean(): boolean | null {
    const content = this.read(0x01)?.content;
    if (content?.length !== 1) return null;
    return content[0] === 0xff ? true : content[0] === 0 ? false : null;
  }

  /** Octets of the next element, if that is a well-formed bit string; padding bits are zero. */
  bits(): Uint8Array | null {
    const content = this.read(0x03)?.content;
    const unused = content?.[0];
    if (content === undefined || unused === undefined || unused > 7) return null;
    const last = content.at(-1) ?? 0;
    const octets = content.subarray(1);
    return (octets.length === 0 && unused > 0) || (octets.length > 0 && (last & ((1 << unused) - 1)) !== 0)
      ? null
      : octets;
  }
}

function elementAt(bytes: Uint8Array, offset: number): DerElement | null {
  const tag = bytes[offset];
  const first = bytes[offset + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return null;
  let length = first;
  let header = 2;
  if (first >= 0x80) {
    const octets = first & 0x7f;
    if (octets === 0 || octets > 4) return null;
    length = 0;
    for (let index = 0; index < octets; index++) length = length * 256 + (bytes[offset + 2 + index] ?? 0);
    if (length < 0x80 || length < 256 ** (octets - 1)) return null;
    header += octets;
  }
  const end = offset + header + length;
  if (end > bytes.length) return null;
  return { tag, content: bytes.subarray(offset + header, end), raw: bytes.subarray(offset, end) };
}

/** Largest arc that Go reads (`cryptobyte/asn1.go`: readBase128Int). */
const MAXIMUM_ARC = 2 ** 31 - 1;

/** Dotted form of an object identifier's content; null where that is malformed. */
export function objectIdentifierText(content: Uint8Array): string | null {
  const arcs: number[] = [];
  let arc = 0;
  let begun = false;
  for (const octet of content) {
    if (!begun && octet === 0x80) return null;
    begun = true;
    arc = arc * 128 + (octet & 0x7f);
    if (arc > MAXIMUM_ARC) return null;
    if (octet >= 0x80) continue;
    if (arcs.length === 0) arcs.push(Math.min(2, Math.floor(arc / 40)), arc - 40 * Math.min(2, Math.floor(arc / 40)));
    else arcs.push(arc);
    arc = 0;
    begun = false;
  }
  return begun || arcs.length === 0 ? null : arcs.join('.');
}

/** Octets as a string, one character an octet: a key for maps and an exact comparison. */
export function octetsKey(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
