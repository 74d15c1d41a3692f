import ipaddr from 'ipaddr.js';
import {
  type DerElement,
  DerError,
  expectTag,
  objectIdentifierText,
  octetsKey,
  readElement,
  readElements,
} from './der.js';
import { type NameConstraints, readNameConstraints } from './name-constraints.js';

/** The extensions of a certificate that crypto/x509 looks at. */
export interface Extensions {
  /** Raw value of subjectAltName, for comparison; null without the extension. */
  readonly subjectAlternativeNames: string | null;
  readonly dnsNames: readonly string[];
  /** Canonical text as Go prints it. */
  readonly ipAddresses: readonly string[];
  /** Null without basicConstraints; `pathLength` -1 where there is no limit. */
  readonly basicConstraints: { readonly ca: boolean; readonly pathLength: number } | null;
  /** Null without keyUsage; else whether keyCertSign is set. Go skips an all-zero keyUsage. */
  readonly mayCertify: boolean | null;
  /** Dotted identifiers; null without extendedKeyUsage. */
  readonly extendedKeyUsages: readonly string[] | null;
  readonly subjectKeyIdentifier: string;
  readonly authorityKeyIdentifier: string;
  /** URLs of the issuer's certificate. */
  readonly issuerUrls: readonly string[];
  readonly nameConstraints: NameConstraints | null;
  /** Critical and unknown to Go: the certificate is refused. */
  readonly unhandledCritical: readonly string[];
}

// Identifiers of golang/go `crypto/x509/parser.go`: processExtensions. The last five are known to Go and without effect here.
const KNOWN = new Set(
  '2.5.29.15 2.5.29.19 2.5.29.17 2.5.29.30 2.5.29.35 2.5.29.37 2.5.29.14 1.3.6.1.5.5.7.1.1 2.5.29.31 2.5.29.36 2.5.29.32 2.5.29.33 2.5.29.54'.split(
    ' ',
  ),
);
const CA_ISSUERS = '1.3.6.1.5.5.7.48.2';

/** Reads `SEQUENCE OF Extension`; null for a certificate without any. Throws DerError. */
export function readExtensions(list: DerElement | null): Extensions {
  const values = new Map<string, { critical: boolean; value: Uint8Array }>();
  for (const entry of list === null ? [] : readElements(list.content)) {
    const parts = readElements(expectTag(entry, 0x30, 'extension').content);
    const identifier = objectIdentifierText(expectTag(parts[0], 0x06, 'extension').content);
    const critical = parts[1]?.tag === 0x01 && parts[1].content[0] !== 0;
    const value = expectTag(parts.at(-1), 0x04, 'extension').content;
    if (values.has(identifier)) throw new DerError(`certificate contains duplicate extension with OID "${identifier}"`);
    values.set(identifier, { critical, value });
  }
  const body = (identifier: string): DerElement | null => {
    const found = values.get(identifier);
    return found === undefined ? null : readElement(found.value);
  };
  const names = body('2.5.29.17');
  const general = names === null ? [] : readElements(names.content);
  const constraints = readNameConstraints(body('2.5.29.30'));
  const unhandled = [...values].filter(
    ([identifier, { critical }]) =>
      critical &&
      (!KNOWN.has(identifier) ||
        (identifier === '2.5.29.17' && !general.some(({ tag }) => [0x81, 0x82, 0x86, 0x87].includes(tag))) ||
        (identifier === '2.5.29.30' && constraints?.otherKinds === true)),
  );
  return {
    subjectAlternativeNames: names === null ? null : octetsKey(names.raw),
    dnsNames: general.filter(({ tag }) => tag === 0x82).map(({ content }) => octetsKey(content)),
    ipAddresses: general.filter(({ tag }) => tag === 0x87).map(({ content }) => addressText(content)),
    basicConstraints: readBasicConstraints(body('2.5.29.19')),
    mayCertify: readMayCertify(body('2.5.29.15')),
    extendedKeyUsages: readUsages(body('2.5.29.37')),
    subjectKeyIdentifier: octetsKey(body('2.5.29.14')?.content ?? new Uint8Array()),
    authorityKeyIdentifier: readAuthorityKey(body('2.5.29.35')),
    issuerUrls: readIssuerUrls(body('1.3.6.1.5.5.7.1.1')),
    nameConstraints: constraints,
    unhandledCritical: unhandled.map(([identifier]) => identifier),
  };
}

/** Canonical text of 4 or 16 octets, IPv4-mapped ones as IPv4, as Go's `net.IP.String`. Throws DerError. */
function addressText(octets: Uint8Array): string {
  if (octets.length !== 4 && octets.length !== 16)
    throw new DerError(`cannot parse IP address of length ${octets.length}`);
  return canonicalAddress(ipaddr.fromByteArray([...octets]));
}

/** Canonical text of an address. */
export function canonicalAddress(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  if (address instanceof ipaddr.IPv4) return address.toString();
  return address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toRFC5952String();
}

function readBasicConstraints(body: DerElement | null): Extensions['basicConstraints'] {
  if (body === null) return null;
  const parts = readElements(body.content);
  const limit = parts.find(({ tag }) => tag === 0x02)?.content;
  return {
    ca: parts[0]?.tag === 0x01 && parts[0].content[0] !== 0,
    pathLength: limit === undefined ? -1 : (limit.at(-1) ?? -1),
  };
}

function readMayCertify(body: DerElement | null): boolean | null {
  if (body === null || body.content.subarray(1).every((octet) => octet === 0)) return null;
  // keyCertSign is bit 5, counted from the most significant; octet 0 counts the padding bits.
  return ((body.content[1] ?? 0) & 0x04) !== 0;
}

function readUsages(body: DerElement | null): readonly string[] | null {
  return body === null ? null : readElements(body.content).map(({ content }) => objectIdentifierText(content));
}

function readAuthorityKey(body: DerElement | null): string {
  const identifier = body === null ? undefined : readElements(body.content).find(({ tag }) => tag === 0x80);
  return octetsKey(identifier?.content ?? new Uint8Array());
}

function readIssuerUrls(body: DerElement | null): readonly string[] {
  return (body === null ? [] : readElements(body.content)).flatMap((entry) => {
    const [method, location] = readElements(entry.content);
    const wanted =
      method !== undefined && objectIdentifierText(method.content) === CA_ISSUERS && location?.tag === 0x86;
    return wanted ? [octetsKey(location.content)] : [];
  });
}
