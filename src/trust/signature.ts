import { signatureAlgorithm } from './algorithms.js';
import type { Certificate } from './certificate.js';
import { goAtLeast } from './go-version.js';

const GO_KEY_TYPES = {
  RSA: '*rsa.PublicKey',
  ECDSA: '*ecdsa.PublicKey',
  Ed25519: 'ed25519.PublicKey',
  DSA: '*dsa.PublicKey',
};
const UNIMPLEMENTED = 'x509: cannot verify signature: algorithm unimplemented';

/**
 * Go's error text where the parent's key did not sign the certificate or may not, else null
 * (golang/go `crypto/x509/x509.go`: CheckSignatureFrom, checkSignature; `crypto/rsa`: checkKeySize).
 */
export function signatureFault(certificate: Certificate, parent: Certificate, goVersion: string): string | null {
  const { basicConstraints, mayCertify } = parent.extensions;
  const noAuthority = basicConstraints === null ? parent.version === 3 : !basicConstraints.ca;
  if (noAuthority || mayCertify === false)
    return 'x509: invalid signature: parent certificate cannot sign this kind of certificate';
  const algorithm = signatureAlgorithm(certificate.signatureAlgorithm);
  const key = parent.publicKeyAlgorithm;
  if (algorithm === null || key === 'unknown' || key === 'DSA') return UNIMPLEMENTED;
  if (algorithm.hash === 'MD5') return `x509: cannot verify signature: insecure algorithm ${algorithm.name}`;
  // Go 1.18 to 1.23 had a way back and named it; 1.24 took it away.
  if (algorithm.hash === 'SHA-1' && goAtLeast(goVersion, 18))
    return `x509: cannot verify signature: insecure algorithm ${algorithm.name}${goAtLeast(goVersion, 24) ? '' : ' (temporarily override with GODEBUG=x509sha1=1)'}`;
  if (algorithm.key !== key)
    return `x509: signature algorithm specifies an ${algorithm.key} public key, but have public key of type ${GO_KEY_TYPES[key]}`;
  if (parent.rsaBits !== null && parent.rsaBits < 1024 && goAtLeast(goVersion, 24))
    return `crypto/rsa: ${parent.rsaBits}-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)`;
  if (isSignedBy(certificate, parent)) return null;
  return key === 'RSA' ? 'crypto/rsa: verification error' : `x509: ${key} verification failure`;
}

/** True where the parent's key made the certificate's signature, whatever else is wrong with either. */
export function isSignedBy(certificate: Certificate, parent: Certificate): boolean {
  try {
    return certificate.openssl.verify(parent.openssl.publicKey);
  } catch {
    return false;
  }
}

/** True where the certificate names itself as issuer and its own key made the signature. */
export function isSelfSigned(certificate: Certificate): boolean {
  return certificate.rawSubject === certificate.rawIssuer && isSignedBy(certificate, certificate);
}
