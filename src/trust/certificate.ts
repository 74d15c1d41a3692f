import { createHash, X509Certificate } from 'node:crypto';
import { type PublicKeyAlgorithm, publicKeyAlgorithm } from './algorithms.js';
import { DerError, expectTag, objectIdentifierText, octetsKey, readElement, readElements } from './der.js';
import { type DistinguishedName, printable, readDistinguishedName } from './distinguished-name.js';
import { type Extensions, readExtensions } from './extensions.js';

/** An X.509 certificate as far as a verdict needs it. */
export interface Certificate {
  readonly der: Uint8Array;
  /** For signatures only; everything else is read here, by Go's rules. */
  readonly openssl: X509Certificate;
  /** 1 to 3. */
  readonly version: number;
  /** Two's complement octets, as encoded. */
  readonly serial: Uint8Array;
  readonly signatureAlgorithm: string;
  /** Exact octets of the names, as comparison keys. */
  readonly rawSubject: string;
  readonly rawIssuer: string;
  readonly subject: DistinguishedName;
  readonly issuer: DistinguishedName;
  /** Milliseconds since the epoch. */
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  readonly rawPublicKey: string;
  readonly publicKeyAlgorithm: PublicKeyAlgorithm;
  /** Modulus of an RSA key, bits; null for other keys. */
  readonly rsaBits: number | null;
  readonly extensions: Extensions;
  /** Lower-case hexadecimal. */
  readonly fingerprintSha256: string;
}

export type CertificateResult =
  | { readonly ok: true; readonly certificate: Certificate }
  | { readonly ok: false; readonly text: string };

/** More than any real certificate; what is longer isn't looked at. */
const MAXIMUM_CERTIFICATE_BYTES = 256 * 1024;

/** Reads one certificate (golang/go `crypto/x509/parser.go`: parseCertificate). Never throws; `text` begins with `x509: `. */
export function parseCertificate(der: Uint8Array): CertificateResult {
  if (der.length > MAXIMUM_CERTIFICATE_BYTES) return { ok: false, text: 'x509: malformed certificate' };
  try {
    return { ok: true, certificate: read(der) };
  } catch (error) {
    // Anything but DerError comes from OpenSSL, whose own words would not be Go's.
    return {
      ok: false,
      text: `x509: ${error instanceof DerError ? printable(error.message) : 'malformed certificate'}`,
    };
  }
}

/** Exact octets of the subject as a comparison key, without reading the rest; null where that can't be told. */
export function rawSubjectOf(der: Uint8Array): string | null {
  try {
    return octetsKey(bodyFields(der).subject.raw);
  } catch {
    return null;
  }
}

function bodyFields(der: Uint8Array) {
  const [body] = readElements(expectTag(readElement(der), 0x30, 'certificate').content);
  const fields = readElements(expectTag(body, 0x30, 'tbs certificate').content);
  const version = fields[0]?.tag === 0xa0 ? fields.shift() : undefined;
  return {
    version: version === undefined ? 1 : (readElement(version.content).content.at(-1) ?? 0) + 1,
    serial: expectTag(fields[0], 0x02, 'serial number').content,
    algorithm: expectTag(fields[1], 0x30, 'signature algorithm identifier'),
    issuer: expectTag(fields[2], 0x30, 'issuer'),
    validity: readElements(expectTag(fields[3], 0x30, 'validity').content),
    subject: expectTag(fields[4], 0x30, 'issuer'),
    publicKey: expectTag(fields[5], 0x30, 'spki'),
    extensions: fields.slice(6).find(({ tag }) => tag === 0xa3) ?? null,
  };
}

function read(der: Uint8Array): Certificate {
  const fields = bodyFields(der);
  const [algorithm] = readElements(fields.algorithm.content);
  const [keyAlgorithm] = readElements(expectTag(readElements(fields.publicKey.content)[0], 0x30, 'public key').content);
  const openssl = new X509Certificate(der);
  const [notBefore, notAfter] = fields.validity;
  if (notBefore === undefined || notAfter === undefined) throw new DerError('malformed validity');
  return {
    der,
    openssl,
    version: fields.version,
    serial: fields.serial,
    signatureAlgorithm: objectIdentifierText(expectTag(algorithm, 0x06, 'OID').content),
    rawSubject: octetsKey(fields.subject.raw),
    rawIssuer: octetsKey(fields.issuer.raw),
    subject: readDistinguishedName(fields.subject),
    issuer: readDistinguishedName(fields.issuer),
    notBeforeMs: readTime(notBefore.tag, octetsKey(notBefore.content)),
    notAfterMs: readTime(notAfter.tag, octetsKey(notAfter.content)),
    rawPublicKey: octetsKey(fields.publicKey.raw),
    publicKeyAlgorithm: publicKeyAlgorithm(objectIdentifierText(expectTag(keyAlgorithm, 0x06, 'OID').content)),
    rsaBits: openssl.publicKey.asymmetricKeyDetails?.modulusLength ?? null,
    extensions: readExtensions(fields.extensions === null ? null : readElement(fields.extensions.content)),
    fingerprintSha256: createHash('sha256').update(der).digest('hex'),
  };
}

/** UTCTime (0x17: two-digit year, 50 to 99 are 19xx) or GeneralizedTime (0x18), both in UTC; milliseconds since the epoch. */
function readTime(tag: number, text: string): number {
  const match = (
    tag === 0x17 ? /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?Z$/ : /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/
  ).exec(text);
  if (match === null) throw new DerError('malformed time');
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((digits) => Number(digits ?? 0));
  const century = tag === 0x18 ? 0 : year >= 50 ? 1900 : 2000;
  const date = new Date(0);
  date.setUTCFullYear(century + year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  return date.getTime();
}
