import { createHash } from 'node:crypto';
import { type SignatureAlgorithm, signatureAlgorithm } from './algorithms.js';
import { DerError, DerReader, octetsKey, refuse } from './der.js';
import { type DistinguishedName, printable, readDistinguishedName } from './distinguished-name.js';
import { type Extensions, readExtensions } from './extensions.js';
import { goAtLeast, NEWEST_GO } from './go-version.js';
import { type PublicKey, readPublicKey } from './public-key.js';
import { readValidity } from './validity.js';

/** An X.509 certificate as far as a verdict needs it. */
export interface Certificate {
  readonly der: Uint8Array;
  /** 1 to 3. */
  readonly version: number;
  /** Two's complement octets, as encoded. */
  readonly serial: Uint8Array;
  /** What is signed, how, and the signature. */
  readonly signed: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm | null;
  readonly signature: Uint8Array;
  /** Exact octets of the names, as comparison keys. */
  readonly rawSubject: string;
  readonly rawIssuer: string;
  readonly subject: DistinguishedName;
  readonly issuer: DistinguishedName;
  /** Milliseconds since the epoch. */
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  readonly publicKey: PublicKey;
  readonly extensions: Extensions;
  /** Lower-case hexadecimal. */
  readonly fingerprintSha256: string;
}

export type CertificateResult =
  | { readonly ok: true; readonly certificate: Certificate }
  | { readonly ok: false; readonly text: string };

/** More than any real certificate; what is longer isn't looked at. */
const MAXIMUM_CERTIFICATE_BYTES = 256 * 1024;

/**
 * Reads one certificate as a Go of this version does, the newest where none is named (golang/go `crypto/x509/parser.go`: ParseCertificate).
 * Never throws; `text` has Go's words.
 */
export function parseCertificate(der: Uint8Array, goVersion = NEWEST_GO): CertificateResult {
  if (der.length > MAXIMUM_CERTIFICATE_BYTES) return { ok: false, text: 'x509: malformed certificate' };
  try {
    return { ok: true, certificate: read(der, goVersion) };
  } catch (error) {
    return {
      ok: false,
      text: error instanceof DerError ? printable(error.message) : 'x509: malformed certificate',
    };
  }
}

/** Exact octets of the subject as a comparison key, without reading the rest; null where that can't be told. */
export function rawSubjectOf(der: Uint8Array): string | null {
  const fields = new DerReader(der).enter(0x30)?.enter(0x30);
  fields?.read(0xa0);
  // Serial number, signature algorithm, issuer and validity come before it.
  for (const tag of [0x02, 0x30, 0x30, 0x30]) if (fields?.read(tag) === null) return null;
  const subject = fields?.read(0x30) ?? null;
  return subject === null ? null : octetsKey(subject.raw);
}

function read(der: Uint8Array, goVersion: string): Certificate {
  const outer = new DerReader(der);
  const whole = outer.read(0x30) ?? refuse('x509: malformed certificate');
  const parts = new DerReader(whole.content);
  const signed = parts.read(0x30) ?? refuse('x509: malformed tbs certificate');
  const fields = new DerReader(signed.content);
  const version = readVersion(fields);
  const serial = fields.integer() ?? refuse('x509: malformed serial number');
  if ((serial[0] ?? 0) >= 0x80 && goAtLeast(goVersion, 23)) refuse('x509: negative serial number');
  const algorithm = fields.read(0x30) ?? refuse('x509: malformed signature algorithm identifier');
  const outside = parts.read(0x30) ?? refuse('x509: malformed algorithm identifier');
  if (octetsKey(algorithm.content) !== octetsKey(outside.content))
    refuse("x509: inner and outer signature algorithm identifiers don't match");
  const signature = readAlgorithm(algorithm.content);
  const issuer = fields.read(0x30) ?? refuse('x509: malformed issuer');
  const issuerName = readDistinguishedName(issuer.content);
  const { notBeforeMs, notAfterMs } = readValidity((fields.read(0x30) ?? refuse('x509: malformed validity')).content);
  const subject = fields.read(0x30) ?? refuse('x509: malformed issuer');
  const subjectName = readDistinguishedName(subject.content);
  const publicKey = readPublicKey(fields.read(0x30) ?? refuse('x509: malformed spki'), goVersion);
  const extensions = readExtensions(version > 1 ? extensionsField(fields, version) : null, goVersion);
  const bits = parts.bits() ?? refuse('x509: malformed signature');
  if (!outer.empty) refuse('x509: trailing data');
  return {
    der,
    version,
    serial,
    signed: signed.raw,
    signatureAlgorithm: signature,
    signature: bits,
    rawSubject: octetsKey(subject.raw),
    rawIssuer: octetsKey(issuer.raw),
    subject: subjectName,
    issuer: issuerName,
    notBeforeMs,
    notAfterMs,
    publicKey,
    extensions,
    fingerprintSha256: createHash('sha256').update(der).digest('hex'),
  };
}

function readVersion(fields: DerReader): number {
  if (!fields.peek(0xa0)) return 1;
  const octets = fields.enter(0xa0)?.integer() ?? refuse('x509: malformed version');
  if ((octets[0] ?? 0) >= 0x80) refuse('x509: malformed version');
  if (octets.length > 1 || (octets[0] ?? 0) > 2) refuse('x509: invalid version');
  return (octets[0] ?? 0) + 1;
}

function readAlgorithm(content: Uint8Array): SignatureAlgorithm | null {
  const fields = new DerReader(content);
  const identifier = fields.identifier() ?? refuse('x509: malformed OID');
  const parameters = fields.empty ? null : (fields.any() ?? refuse('x509: malformed parameters'));
  return signatureAlgorithm(identifier, parameters?.raw ?? null);
}

function extensionsField(fields: DerReader, version: number): Uint8Array | null {
  for (const [tag, name] of [
    [0x81, 'issuerUniqueID'],
    [0x82, 'subjectUniqueID'],
  ] as const)
    if (fields.peek(tag) && fields.any() === null) refuse(`x509: malformed ${name}`);
  if (version !== 3 || !fields.peek(0xa3)) return null;
  return (fields.any() ?? refuse('x509: malformed extensions')).content;
}
