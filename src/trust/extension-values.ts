import { DerReader, octetsKey, refuse } from './der.js';
import { goAtLeast } from './go-version.js';

/** `pathLength` is -1 where there is no limit. */
export interface BasicConstraints {
  readonly ca: boolean;
  readonly pathLength: number;
}

const CA_ISSUERS = '1.3.6.1.5.5.7.48.2';
/** The largest Go int; what is longer than its octets is refused. */
const INT_OCTETS = 8;

/** Reads basicConstraints (golang/go `crypto/x509/parser.go`: parseBasicConstraintsExtension). Throws DerError. */
export function readBasicConstraints(value: Uint8Array, goVersion: string): BasicConstraints {
  // Go 1.19 still says which of the three checks it was.
  const invalid = (check: string) =>
    refuse(`x509: invalid basic constraints${goAtLeast(goVersion, 20) ? '' : ` ${check}`}`);
  const fields = new DerReader(value).enter(0x30) ?? invalid('a');
  const ca = fields.peek(0x01) && (fields.boolean() ?? invalid('b'));
  if (!fields.peek(0x02)) return { ca, pathLength: -1 };
  const limit = fields.integer() ?? invalid('c');
  const negative = (limit[0] ?? 0) >= 0x80;
  if (limit.length > INT_OCTETS || (negative && goAtLeast(goVersion, 24))) invalid('c');
  return { ca, pathLength: negative ? -1 : Number(BigInt(`0x${Buffer.from(limit).toString('hex')}`)) };
}

/** Whether keyUsage has keyCertSign; null where it has no bit at all, which Go takes for none. Throws DerError. */
export function readMayCertify(value: Uint8Array): boolean | null {
  const bits = new DerReader(value).bits() ?? refuse('x509: invalid key usage');
  const [first = 0, second = 0] = bits;
  // Nine bits are known; keyCertSign is bit 5, counted from the most significant.
  return first === 0 && second < 0x80 ? null : (first & 0x04) !== 0;
}

/** Dotted identifiers of extendedKeyUsage. Throws DerError. */
export function readUsages(value: Uint8Array): readonly string[] {
  const list = new DerReader(value).enter(0x30) ?? refuse('x509: invalid extended key usages');
  const usages: string[] = [];
  while (!list.empty) usages.push(list.identifier() ?? refuse('x509: invalid extended key usages'));
  return usages;
}

/** subjectKeyIdentifier. Throws DerError. */
export function readSubjectKey(value: Uint8Array): string {
  return octetsKey((new DerReader(value).read(0x04) ?? refuse('x509: invalid subject key identifier')).content);
}

/** The key identifier in authorityKeyIdentifier; empty without one. Throws DerError. */
export function readAuthorityKey(value: Uint8Array): string {
  const fields = new DerReader(value).enter(0x30) ?? refuse('x509: invalid authority key identifier');
  if (!fields.peek(0x80)) return '';
  return octetsKey((fields.read(0x80) ?? refuse('x509: invalid authority key identifier')).content);
}

/** URLs of the issuer's certificate in authorityInfoAccess. Throws DerError. */
export function readIssuerUrls(value: Uint8Array): readonly string[] {
  const invalid = () => refuse('x509: invalid authority info access');
  const list = new DerReader(value).enter(0x30) ?? invalid();
  const urls: string[] = [];
  while (!list.empty) {
    const entry = list.enter(0x30) ?? invalid();
    const method = entry.identifier() ?? invalid();
    if (!entry.peek(0x86)) continue;
    const { content } = entry.read(0x86) ?? invalid();
    if (method === CA_ISSUERS) urls.push(octetsKey(content));
  }
  return urls;
}

/** Checks the form of cRLDistributionPoints, of which nothing is kept. Throws DerError. */
export function readDistributionPoints(value: Uint8Array): null {
  const invalid = () => refuse('x509: invalid CRL distribution point');
  const list = new DerReader(value).enter(0x30) ?? refuse('x509: invalid CRL distribution points');
  while (!list.empty) {
    const point = list.enter(0x30) ?? invalid();
    if (!point.peek(0xa0)) continue;
    const names = (point.enter(0xa0) ?? invalid()).enter(0xa0) ?? invalid();
    while (names.peek(0x86)) names.read(0x86) ?? invalid();
  }
  return null;
}
