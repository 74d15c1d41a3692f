import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { HostFiles } from '../../../host/host.js';
import { REMOVED_KEY } from '../../../host/redact.js';
import { readError } from '../registries/read-error.js';
import { pemTypes } from './pem.js';

/**
 * What Go says of a client certificate and its key, null where they belong together (golang/go `crypto/tls/tls.go`: LoadX509KeyPair, X509KeyPair).
 * Computes only; no secret is in the answer.
 */
export function keyPairError(files: HostFiles, certificatePath: string, keyPath: string): string | null {
  const certificate = files.read(certificatePath);
  if (certificate.kind !== 'file') return readError(certificatePath, certificate);
  const key = files.read(keyPath);
  if (key.kind !== 'file') return readError(keyPath, key);
  const certificateTypes = pemTypes(certificate.text);
  if (!certificateTypes.includes('CERTIFICATE')) return missingBlock('CERTIFICATE', 'certificate', certificateTypes);
  // A saved report holds no key: that it fitted is all that can be assumed of it.
  if (key.text.includes(REMOVED_KEY)) return null;
  const keyTypes = pemTypes(key.text);
  if (!keyTypes.some((type) => type === 'PRIVATE KEY' || type.endsWith(' PRIVATE KEY'))) {
    return keyTypes.length === 0
      ? missingBlock('', 'key', [])
      : `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [${keyTypes.join(' ')}]`;
  }
  return mismatch(certificate.text, key.text);
}

function missingBlock(type: string, input: string, found: readonly string[]): string {
  if (found.length === 0) return `tls: failed to find any PEM data in ${input} input`;
  return `tls: failed to find "${type}" PEM block in ${input} input after skipping PEM blocks of the following types: [${found.join(' ')}]`;
}

function mismatch(certificateText: string, keyText: string): string | null {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(certificateText);
  } catch {
    return 'x509: malformed certificate';
  }
  try {
    return certificate.checkPrivateKey(createPrivateKey(keyText)) ? null : 'tls: private key does not match public key';
  } catch {
    return 'tls: failed to parse private key';
  }
}
