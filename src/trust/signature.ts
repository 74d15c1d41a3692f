import { constants, verify } from 'node:crypto';
import type { Certificate } from './certificate.js';
import { goAtLeast } from './go-version.js';
import { keyObject } from './public-key.js';

const GO_KEY_TYPES = {
  RSA: '*rsa.PublicKey',
  ECDSA: '*ecdsa.PublicKey',
  Ed25519: 'ed25519.PublicKey',
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
  const { signatureAlgorithm: algorithm } = certificate;
  const { algorithm: key, rsaBits } = parent.publicKey;
  if (algorithm === null || key === 'unknown') return UNIMPLEMENTED;
  if (algorithm.hash === 'md5') return `x509: cannot verify signature: insecure algorithm ${algorithm.name}`;
  // Go 1.18 to 1.23 had a way back and named it; 1.24 took it away.
  if (algorithm.hash === 'sha1' && goAtLeast(goVersion, 18))
    return `x509: cannot verify signature: insecure algorithm ${algorithm.name}${goAtLeast(goVersion, 24) ? '' : ' (temporarily override with GODEBUG=x509sha1=1)'}`;
  if (key === 'DSA') return UNIMPLEMENTED;
  if (algorithm.key !== key)
    return `x509: signature algorithm specifies an ${algorithm.key} public key, but have public key of type ${GO_KEY_TYPES[key]}`;
  if (rsaBits !== null && rsaBits < 1024 && goAtLeast(goVersion, 24))
    return `crypto/rsa: ${rsaBits}-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)`;
  if (isSignedBy(certificate, parent)) return null;
  return key === 'RSA' ? 'crypto/rsa: verification error' : `x509: ${key} verification failure`;
}

/** True where the parent's key made the certificate's signature, whatever else is wrong with either. */
export function isSignedBy(certificate: Certificate, parent: Certificate): boolean {
  const { signatureAlgorithm: algorithm, signature, signed } = certificate;
  if (algorithm === null || algorithm.key !== parent.publicKey.algorithm) return false;
  try {
    const key = keyObject(parent.publicKey.raw);
    const { saltBytes } = algorithm;
    const padding = saltBytes === null ? {} : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: saltBytes };
    return verify(algorithm.hash, signed, { key, ...padding }, signature);
  } catch {
    return false;
  }
}

/** True where the certificate names itself as issuer and its own key made the signature. */
export function isSelfSigned(certificate: Certificate): boolean {
  return certificate.rawSubject === certificate.rawIssuer && isSignedBy(certificate, certificate);
}
