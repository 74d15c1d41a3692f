import { type AlternativeName, readAlternativeNames } from './alternative-names.js';
import { DerReader, octetsKey, refuse } from './der.js';
import {
  type BasicConstraints,
  readAuthorityKey,
  readBasicConstraints,
  readDistributionPoints,
  readIssuerUrls,
  readMayCertify,
  readSubjectKey,
  readUsages,
} from './extension-values.js';
import { goAtLeast } from './go-version.js';
import { type NameConstraints, readNameConstraints } from './name-constraints.js';
import { type PolicyExtensions, policyExtensions } from './policy-extensions.js';

/** The extensions of a certificate that crypto/x509 looks at. */
export interface Extensions {
  /** Raw value of subjectAltName, for comparison; null without the extension. */
  readonly subjectAlternativeNames: string | null;
  /** Names in their order, those of kinds that Go doesn't know left out. */
  readonly names: readonly AlternativeName[];
  readonly dnsNames: readonly string[];
  /** Canonical text as Go prints it. */
  readonly ipAddresses: readonly string[];
  /** Null without basicConstraints. */
  readonly basicConstraints: BasicConstraints | null;
  /** Null without keyUsage; else whether keyCertSign is set. Go skips an all-zero keyUsage. */
  readonly mayCertify: boolean | null;
  /** Dotted identifiers; null without extendedKeyUsage. */
  readonly extendedKeyUsages: readonly string[] | null;
  readonly subjectKeyIdentifier: string;
  readonly authorityKeyIdentifier: string;
  /** URLs of the issuer's certificate. */
  readonly issuerUrls: readonly string[];
  readonly nameConstraints: NameConstraints | null;
  readonly policies: PolicyExtensions;
  /** Critical and unknown to Go: the certificate is refused. */
  readonly unhandledCritical: readonly string[];
}

interface Entry {
  readonly identifier: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

// golang/go `crypto/x509/parser.go`: processExtensions.
const KNOWN =
  '2.5.29.15 2.5.29.19 2.5.29.17 2.5.29.30 2.5.29.31 2.5.29.35 2.5.29.37 2.5.29.14 2.5.29.32 1.3.6.1.5.5.7.1.1'.split(
    ' ',
  );
/** Known from Go 1.24 on, with the rules of RFC 5280 on policies. */
const KNOWN_LATER = ['2.5.29.33', '2.5.29.36', '2.5.29.54'];

/** Reads `[3] EXPLICIT SEQUENCE OF Extension`'s content; null for a certificate without any. Throws DerError with Go's words. */
export function readExtensions(field: Uint8Array | null, goVersion: string): Extensions {
  const entries = field === null ? [] : readEntries(field, goVersion);
  // Values are read in the order in which they stand: the first that is wrong is the one reported.
  const read = new Map(entries.map((entry) => [entry.identifier, readValue(entry, goVersion)]));
  const value = <T>(identifier: string): T | null => (read.get(identifier) as T | undefined) ?? null;
  const names = value<AlternativeName[]>('2.5.29.17');
  const raw = entries.find(({ identifier }) => identifier === '2.5.29.17')?.value;
  const constraints = value<NameConstraints>('2.5.29.30');
  const unhandled = entries.filter(
    ({ identifier, critical }) =>
      critical &&
      (!isKnown(identifier, goVersion) ||
        (identifier === '2.5.29.17' && names?.length === 0) ||
        (identifier === '2.5.29.30' && constraints?.otherKinds === true)),
  );
  return {
    subjectAlternativeNames: raw === undefined ? null : octetsKey(raw),
    names: names ?? [],
    dnsNames: (names ?? []).filter(({ kind }) => kind === 'dns').map(({ text }) => text),
    ipAddresses: (names ?? []).filter(({ kind }) => kind === 'ip').map(({ text }) => text),
    basicConstraints: value('2.5.29.19'),
    mayCertify: value('2.5.29.15'),
    extendedKeyUsages: value('2.5.29.37'),
    subjectKeyIdentifier: value('2.5.29.14') ?? '',
    authorityKeyIdentifier: value('2.5.29.35') ?? '',
    issuerUrls: value<string[]>('1.3.6.1.5.5.7.1.1') ?? [],
    nameConstraints: constraints,
    policies: policyExtensions(entries, goVersion),
    unhandledCritical: unhandled.map(({ identifier }) => identifier),
  };
}

function isKnown(identifier: string, goVersion: string): boolean {
  return KNOWN.includes(identifier) || (KNOWN_LATER.includes(identifier) && goAtLeast(goVersion, 24));
}

function readEntries(field: Uint8Array, goVersion: string): Entry[] {
  const list = new DerReader(field).enter(0x30) ?? refuse('x509: malformed extensions');
  const entries: Entry[] = [];
  while (!list.empty) {
    const parts = list.enter(0x30) ?? refuse('x509: malformed extension');
    const identifier = parts.identifier() ?? refuse('x509: malformed extension OID field');
    const critical = parts.peek(0x01) && (parts.boolean() ?? refuse('x509: malformed extension critical field'));
    const value = parts.read(0x04)?.content ?? refuse('x509: malformed extension value field');
    if (entries.some((entry) => entry.identifier === identifier))
      refuse(
        goAtLeast(goVersion, 20)
          ? `x509: certificate contains duplicate extension with OID "${identifier}"`
          : 'x509: certificate contains duplicate extensions',
      );
    entries.push({ identifier, critical, value });
  }
  return entries;
}

function readValue({ identifier, critical, value }: Entry, goVersion: string): unknown {
  const notCritical = (what: string) => {
    if (critical && goAtLeast(goVersion, 23)) refuse(`x509: ${what} incorrectly marked critical`);
  };
  switch (identifier) {
    case '2.5.29.15':
      return readMayCertify(value);
    case '2.5.29.19':
      return readBasicConstraints(value, goVersion);
    case '2.5.29.17':
      return readAlternativeNames(value);
    case '2.5.29.30':
      return readNameConstraints(value);
    case '2.5.29.31':
      return readDistributionPoints(value);
    case '2.5.29.35':
      notCritical('authority key identifier');
      return readAuthorityKey(value);
    case '2.5.29.37':
      return readUsages(value);
    case '2.5.29.14':
      notCritical('subject key identifier');
      return readSubjectKey(value);
    case '1.3.6.1.5.5.7.1.1':
      notCritical('authority info access');
      return readIssuerUrls(value);
    default:
      return null;
  }
}
