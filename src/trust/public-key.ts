import { createPublicKey, type KeyObject } from 'node:crypto';
import { type PublicKeyAlgorithm, publicKeyAlgorithm } from './algorithms.js';
import { type DerElement, DerReader, octetsKey, refuse } from './der.js';
import { goAtLeast } from './go-version.js';

/** A public key as a certificate holds it. */
export interface PublicKey {
  readonly algorithm: PublicKeyAlgorithm;
  /** The whole subjectPublicKeyInfo. */
  readonly raw: Uint8Array;
  /** Modulus of an RSA key, bits; null for other keys. */
  readonly rsaBits: number | null;
}

// golang/go `crypto/x509/x509.go`: namedCurveFromOID, with the length of a point's coordinate in octets.
const CURVES: Readonly<Record<string, readonly [string, number]>> = {
  '1.3.132.0.33': ['P224', 28],
  '1.2.840.10045.3.1.7': ['P256', 32],
  '1.3.132.0.34': ['P384', 48],
  '1.3.132.0.35': ['P521', 66],
};
const NULL = '\x05\x00';
const INTEGERS_OF_DSA = 3;

/** Reads subjectPublicKeyInfo (golang/go `crypto/x509/parser.go`: parsePublicKey). Throws DerError with Go's words. */
export function readPublicKey(element: DerElement, goVersion: string): PublicKey {
  const fields = new DerReader(element.content);
  const identifier = fields.enter(0x30) ?? refuse('x509: malformed public key algorithm identifier');
  const dotted = identifier.identifier() ?? refuse('x509: malformed OID');
  const parameters = identifier.empty ? null : (identifier.any() ?? refuse('x509: malformed parameters'));
  const data = fields.bits() ?? refuse('x509: malformed subjectPublicKey');
  const algorithm = publicKeyAlgorithm(dotted);
  const raw = element.raw;
  switch (algorithm) {
    case 'RSA':
      return { algorithm, raw, rsaBits: rsaBits(parameters, data) };
    case 'ECDSA':
      checkPoint(parameters, data, raw, goVersion);
      break;
    case 'Ed25519':
      if (parameters !== null) refuse('x509: Ed25519 key encoded with illegal parameters');
      if (data.length !== 32) refuse('x509: wrong Ed25519 public key size');
      break;
    case 'DSA':
      checkDsa(parameters, data);
      break;
  }
  return { algorithm, raw, rsaBits: null };
}

function isPositive(octets: Uint8Array): boolean {
  return (octets[0] ?? 0) < 0x80 && octets.some((octet) => octet !== 0);
}

function rsaBits(parameters: DerElement | null, data: Uint8Array): number {
  if (parameters === null || octetsKey(parameters.raw) !== NULL) refuse('x509: RSA key missing NULL parameters');
  const numbers = new DerReader(data).enter(0x30) ?? refuse('x509: invalid RSA public key');
  const modulus = numbers.integer() ?? refuse('x509: invalid RSA modulus');
  const exponent = numbers.integer();
  // The exponent is a Go int, 64 bits.
  if (exponent === null || exponent.length > 8) refuse('x509: invalid RSA public exponent');
  if (!isPositive(modulus)) refuse('x509: RSA modulus is not a positive number');
  if (!isPositive(exponent)) refuse('x509: RSA public exponent is not a positive number');
  return BigInt(`0x${Buffer.from(modulus).toString('hex')}`).toString(2).length;
}

function checkPoint(parameters: DerElement | null, data: Uint8Array, raw: Uint8Array, goVersion: string): void {
  const dotted =
    new DerReader(parameters?.raw ?? new Uint8Array()).identifier() ?? refuse('x509: invalid ECDSA parameters');
  const [curve, octets] = CURVES[dotted] ?? refuse('x509: unsupported elliptic curve');
  const uncompressed = data[0] === 4;
  if (uncompressed && data.length === 1 + 2 * octets && isKey(raw)) return;
  if (!goAtLeast(goVersion, 25)) refuse('x509: failed to unmarshal elliptic curve point');
  refuse(uncompressed ? `${curve} point not on curve` : 'ecdsa: invalid uncompressed public key');
}

function isKey(spki: Uint8Array): boolean {
  try {
    keyObject(spki);
    return true;
  } catch {
    return false;
  }
}

function checkDsa(parameters: DerElement | null, data: Uint8Array): void {
  const y = new DerReader(data).integer() ?? refuse('x509: invalid DSA public key');
  const numbers = new DerReader(parameters?.raw ?? new Uint8Array()).enter(0x30);
  const all = Array.from(
    { length: INTEGERS_OF_DSA },
    () => numbers?.integer() ?? refuse('x509: invalid DSA parameters'),
  );
  if (![y, ...all].every(isPositive)) refuse('x509: zero or negative DSA parameter');
}

/** The key for Node's own cryptography. Throws where OpenSSL can't read it. */
export function keyObject(spki: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
}
