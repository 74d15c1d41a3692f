/** Kinds of public keys in Go's words (golang/go `crypto/x509/x509.go`: publicKeyAlgoName). */
export type PublicKeyAlgorithm = 'RSA' | 'ECDSA' | 'Ed25519' | 'DSA' | 'unknown';

/** A signature algorithm as Go names it; `hash` null for Ed25519, which has none of its own. */
export interface SignatureAlgorithm {
  readonly name: string;
  readonly key: PublicKeyAlgorithm;
  readonly hash: 'MD5' | 'SHA-1' | 'SHA-2' | null;
}

const PUBLIC_KEYS: Readonly<Record<string, PublicKeyAlgorithm>> = {
  '1.2.840.113549.1.1.1': 'RSA',
  '1.2.840.10040.4.1': 'DSA',
  '1.2.840.10045.2.1': 'ECDSA',
  '1.3.101.112': 'Ed25519',
};

// golang/go `crypto/x509/x509.go`: signatureAlgorithmDetails. RSA-PSS always comes with SHA-2 there.
const SIGNATURES: Readonly<Record<string, SignatureAlgorithm>> = {
  '1.2.840.113549.1.1.4': { name: 'MD5-RSA', key: 'RSA', hash: 'MD5' },
  '1.2.840.113549.1.1.5': { name: 'SHA1-RSA', key: 'RSA', hash: 'SHA-1' },
  '1.3.14.3.2.29': { name: 'SHA1-RSA', key: 'RSA', hash: 'SHA-1' },
  '1.2.840.113549.1.1.11': { name: 'SHA256-RSA', key: 'RSA', hash: 'SHA-2' },
  '1.2.840.113549.1.1.12': { name: 'SHA384-RSA', key: 'RSA', hash: 'SHA-2' },
  '1.2.840.113549.1.1.13': { name: 'SHA512-RSA', key: 'RSA', hash: 'SHA-2' },
  '1.2.840.113549.1.1.10': { name: 'SHA256-RSAPSS', key: 'RSA', hash: 'SHA-2' },
  '1.2.840.10045.4.1': { name: 'ECDSA-SHA1', key: 'ECDSA', hash: 'SHA-1' },
  '1.2.840.10045.4.3.2': { name: 'ECDSA-SHA256', key: 'ECDSA', hash: 'SHA-2' },
  '1.2.840.10045.4.3.3': { name: 'ECDSA-SHA384', key: 'ECDSA', hash: 'SHA-2' },
  '1.2.840.10045.4.3.4': { name: 'ECDSA-SHA512', key: 'ECDSA', hash: 'SHA-2' },
  '1.3.101.112': { name: 'Ed25519', key: 'Ed25519', hash: null },
};

/** Kind of public key by its dotted identifier. */
export function publicKeyAlgorithm(identifier: string): PublicKeyAlgorithm {
  return PUBLIC_KEYS[identifier] ?? 'unknown';
}

/** Signature algorithm by its dotted identifier; null where Go knows none. */
export function signatureAlgorithm(identifier: string): SignatureAlgorithm | null {
  return SIGNATURES[identifier] ?? null;
}
