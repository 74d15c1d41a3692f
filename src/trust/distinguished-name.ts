import { isUtf8 } from 'node:buffer';
import { type DerElement, DerReader, octetsKey, refuse } from './der.js';
import { isIa5 } from './go-text.js';

/** The parts of a subject or issuer that messages show. */
export interface DistinguishedName {
  /** The last common name, as Go takes it; empty without one. */
  readonly commonName: string;
  /** The first organization; empty without one. */
  readonly organization: string;
  /** `CN=registry, O=Example`, most specific first, safe to print. */
  readonly text: string;
}

// Short names of RFC 4514 §3 for the attributes that certificates carry.
const SHORT_NAMES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
};

/** A name is for one line of a terminal; longer ones are hostile. */
const MAXIMUM_NAME_CHARACTERS = 300;
const INVALID = 'x509: invalid RDNSequence';

/** Reads the content of an RDNSequence (golang/go `crypto/x509/parser.go`: parseName, `pkix.go`: FillFromRDNSequence). Throws DerError. */
export function readDistinguishedName(content: Uint8Array): DistinguishedName {
  const attributes: { type: string; value: string }[] = [];
  const sets = new DerReader(content);
  while (!sets.empty) {
    const set = sets.enter(0x31) ?? refuse(INVALID);
    while (!set.empty) {
      const attribute = set.enter(0x30) ?? refuse(`${INVALID}: invalid attribute`);
      const type = attribute.identifier() ?? refuse(`${INVALID}: invalid attribute type`);
      const value = attribute.any() ?? refuse(`${INVALID}: invalid attribute value`);
      attributes.push({ type, value: readText(value) });
    }
  }
  const text = attributes
    .toReversed()
    .map(({ type, value }) => `${SHORT_NAMES[type] ?? type}=${value}`)
    .join(', ');
  return {
    commonName: attributes.findLast(({ type }) => type === '2.5.4.3')?.value ?? '',
    organization: attributes.find(({ type }) => type === '2.5.4.10')?.value ?? '',
    text: text.slice(0, MAXIMUM_NAME_CHARACTERS),
  };
}

/** One string (golang/go `crypto/x509/parser.go`: parseASN1String). */
function readText({ tag, content }: DerElement): string {
  const octets = octetsKey(content);
  const unless = (sound: boolean, name: string) =>
    sound || refuse(`${INVALID}: invalid attribute value: invalid ${name}`);
  switch (tag) {
    case 0x0c:
      unless(isUtf8(content), 'UTF-8 string');
      return printable(Buffer.from(content).toString('utf8'));
    case 0x12:
      unless(/^[0-9 ]*$/.test(octets), 'NumericString');
      return octets;
    case 0x13:
      unless(/^[a-zA-Z0-9'()+,\-./ :=?*&]*$/.test(octets), 'PrintableString');
      return octets;
    case 0x14:
      return printable(octets);
    case 0x16:
      unless(isIa5(octets), 'IA5String');
      return printable(octets);
    case 0x1e: {
      const text = content.length % 2 === 0 ? Buffer.from(content).swap16().toString('utf16le') : '\ufffe';
      unless(!/[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]/.test(text), 'BMPString');
      return printable(text.replace(/\0$/, ''));
    }
    default:
      return refuse(`${INVALID}: invalid attribute value: unsupported string type: ${tag}`);
  }
}

/** Control, format and line-separating characters replaced: certificate text is the peer's. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u{fffd}');
}
