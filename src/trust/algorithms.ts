import { DerReader, octetsKey } from './der.js';

/** Kinds of public keys in Go's words (golang/go `crypto/x509/x509.go`: publicKeyAlgoName). */
export type PublicKeyAlgorithm = 'RSA' | 'ECDSA' | 'Ed25519' | 'DSA' | 'unknown';

/** A signature algorithm as Go names it; `hash` as Node names it, null for Ed25519, which has none of its own. */
export interface SignatureAlgorithm {
  readonly name: string;
  readonly key: PublicKeyAlgorithm;
  readonly hash: 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512' | null;
  /** Bytes of salt of an RSA-PSS signature; null for others. */
  readonly saltBytes: number | null;
}

const PUBLIC_KEYS: Readonly<Record<string, PublicKeyAlgorithm>> = {
  '1.2.840.113549.1.1.1': 'RSA',
  '1.2.840.10040.4.1': 'DSA',
  '1.2.840.10045.2.1': 'ECDSA',
  '1.3.101.112': 'Ed25519',
};

// golang/go `crypto/x509/x509.go`: signatureAlgorithmDetails.
const SIGNATURES: Readonly<Record<string, readonly [string, PublicKeyAlgorithm, SignatureAlgorithm['hash']]>> = {
  '1.2.840.113549.1.1.4': ['MD5-RSA', 'RSA', 'md5'],
  '1.2.840.113549.1.1.5': ['SHA1-RSA', 'RSA', 'sha1'],
  '1.3.14.3.2.29': ['SHA1-RSA', 'RSA', 'sha1'],
  '1.2.840.113549.1.1.11': ['SHA256-RSA', 'RSA', 'sha256'],
  '1.2.840.113549.1.1.12': ['SHA384-RSA', 'RSA', 'sha384'],
  '1.2.840.113549.1.1.13': ['SHA512-RSA', 'RSA', 'sha512'],
  '1.2.840.10040.4.3': ['DSA-SHA1', 'DSA', 'sha1'],
  '2.16.840.1.101.3.4.3.2': ['DSA-SHA256', 'DSA', 'sha256'],
  '1.2.840.10045.4.1': ['ECDSA-SHA1', 'ECDSA', 'sha1'],
  '1.2.840.10045.4.3.2': ['ECDSA-SHA256', 'ECDSA', 'sha256'],
  '1.2.840.10045.4.3.3': ['ECDSA-SHA384', 'ECDSA', 'sha384'],
  '1.2.840.10045.4.3.4': ['ECDSA-SHA512', 'ECDSA', 'sha512'],
  '1.3.101.112': ['Ed25519', 'Ed25519', null],
};
const ED25519 = '1.3.101.112';
const PSS = '1.2.840.113549.1.1.10';
const MASK_GENERATION_1 = '1.2.840.113549.1.1.8';
// Hashes of RSA-PSS, each with salt of its own length only (`x509.go`: getSignatureAlgorithmFromAI).
const PSS_HASHES: Readonly<Record<string, readonly ['sha256' | 'sha384' | 'sha512', number]>> = {
  '2.16.840.1.101.3.4.2.1': ['sha256', 32],
  '2.16.840.1.101.3.4.2.2': ['sha384', 48],
  '2.16.840.1.101.3.4.2.3': ['sha512', 64],
};

/** Kind of public key by its dotted identifier. */
export function publicKeyAlgorithm(identifier: string): PublicKeyAlgorithm {
  return PUBLIC_KEYS[identifier] ?? 'unknown';
}

/** Signature algorithm by its dotted identifier and parameters (a whole element, or null); null where Go knows none. */
export function signatureAlgorithm(identifier: string, parameters: Uint8Array | null): SignatureAlgorithm | null {
  if (identifier === PSS) return readPss(parameters ?? new Uint8Array());
  const found = SIGNATURES[identifier];
  if (found === undefined || (identifier === ED25519 && parameters !== null)) return null;
  const [name, key, hash] = found;
  return { name, key, hash, saltBytes: null };
}

function readPss(parameters: Uint8Array): SignatureAlgorithm | null {
  const fields = new DerReader(parameters).enter(0x30);
  const hash = hashIn(fields?.enter(0xa0)?.enter(0x30));
  const mask = fields?.enter(0xa1)?.enter(0x30);
  const isMask = mask?.identifier() === MASK_GENERATION_1;
  const maskHash = hashIn(mask?.enter(0x30));
  const salt = fields?.enter(0xa2)?.integer();
  const trailer = fields?.peek(0xa3) === true ? fields.enter(0xa3)?.integer() : Uint8Array.of(1);
  const [name, saltBytes] = PSS_HASHES[hash ?? ''] ?? [];
  const asGoWants = isMask && maskHash === hash && octetsKey(trailer ?? new Uint8Array()) === '\x01';
  if (name === undefined || saltBytes === undefined || !asGoWants) return null;
  if (salt?.length !== 1 || salt[0] !== saltBytes) return null;
  return { name: `${name.toUpperCase()}-RSAPSS`, key: 'RSA', hash: name, saltBytes };
}

/** Hash of an algorithm identifier whose parameters are NULL or absent. */
function hashIn(identifier: DerReader | null | undefined): string | null {
  const dotted = identifier?.identifier() ?? null;
  if (identifier === null || identifier === undefined || dotted === null) return null;
  const parameters = identifier.empty ? null : identifier.any();
  return parameters === null || octetsKey(parameters.raw) === '\x05\x00' ? dotted : null;
}
