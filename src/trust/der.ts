/** One DER element (ITU-T X.690): tag octet, content, and the whole of it. Views into the bytes read, no copies. */
export interface DerElement {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly raw: Uint8Array;
}

/** Thrown by the readers below on bytes that are no DER; `parseCertificate` turns it into an answer. */
export class DerError extends Error {}

/** The elements that fill the bytes, in order. Throws DerError. */
export function readElements(bytes: Uint8Array): DerElement[] {
  const elements: DerElement[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const element = readElement(bytes, offset);
    elements.push(element);
    offset += element.raw.length;
  }
  return elements;
}

/** The element at an offset; what follows it is ignored. Throws DerError. */
export function readElement(bytes: Uint8Array, offset = 0): DerElement {
  const tag = bytes[offset];
  const first = bytes[offset + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new DerError('malformed element');
  let length = first;
  let header = 2;
  if (first >= 0x80) {
    const octets = first & 0x7f;
    // Four octets count 4 GiB, more than any certificate; 0 would be BER's indefinite length.
    if (octets === 0 || octets > 4) throw new DerError('malformed length');
    length = 0;
    for (let index = 0; index < octets; index++) length = length * 256 + (bytes[offset + 2 + index] ?? 0);
    header += octets;
  }
  const end = offset + header + length;
  if (end > bytes.length) throw new DerError('element longer than its container');
  return { tag, content: bytes.subarray(offset + header, end), raw: bytes.subarray(offset, end) };
}

/** The element, if it has the tag. Throws DerError for another or none. */
export function expectTag(element: DerElement | undefined, tag: number, what: string): DerElement {
  if (element?.tag !== tag) throw new DerError(`malformed ${what}`);
  return element;
}

/** Dotted form of an object identifier's content. */
export function objectIdentifierText(content: Uint8Array): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const octet of content) {
    arc = arc * 128 + (octet & 0x7f);
    if (octet >= 0x80) continue;
    if (arcs.length === 0) arcs.push(Math.min(2, Math.floor(arc / 40)), arc - 40 * Math.min(2, Math.floor(arc / 40)));
    else arcs.push(arc);
    arc = 0;
  }
  return arcs.join('.');
}

/** Octets as a string, one character an octet: a key for maps and an exact comparison. */
export function octetsKey(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
