import { type DerElement, DerError, expectTag, objectIdentifierText, readElements } from './der.js';

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

/** Reads an RDNSequence (golang/go `crypto/x509/parser.go`: parseName, `pkix.go`: FillFromRDNSequence). Throws DerError. */
export function readDistinguishedName(element: DerElement): DistinguishedName {
  const attributes = readElements(element.content).flatMap((set) =>
    readElements(expectTag(set, 0x31, 'name').content).map((attribute) => {
      const [type, value] = readElements(expectTag(attribute, 0x30, 'name').content);
      if (value === undefined) throw new DerError('malformed name');
      return { type: objectIdentifierText(expectTag(type, 0x06, 'name').content), value: readText(value) };
    }),
  );
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

function readText(element: DerElement): string {
  const bytes = Buffer.from(element.content);
  // 0x0c is UTF8String, 0x1e BMPString (big-endian UTF-16); the rest is one octet a character.
  if (element.tag === 0x0c) return printable(bytes.toString('utf8'));
  if (element.tag === 0x1e && bytes.length % 2 === 0) return printable(bytes.swap16().toString('utf16le'));
  return printable(bytes.toString('latin1'));
}

/** Control, format and line-separating characters replaced: certificate text is the peer's. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u{fffd}');
}
