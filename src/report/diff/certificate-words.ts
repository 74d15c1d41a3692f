import { X509Certificate } from 'node:crypto';

/** Digits of a fingerprint that are shown: enough to tell two apart. */
const FINGERPRINT_CHARACTERS = 23;
const BLOCK = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** A certificate in one line: `sha256 AB:CD:… CN=registry.test, issued by CN=Some CA, until 2027-01-01`. @param certificate PEM, or base64 of DER. */
export function certificateWords(certificate: string): string {
  try {
    const parsed = new X509Certificate(
      certificate.startsWith('-----') ? certificate : Buffer.from(certificate, 'base64'),
    );
    const { fingerprint256, subject, issuer, validTo } = parsed;
    const until = new Date(validTo);
    const day = Number.isNaN(until.getTime()) ? validTo : until.toISOString().slice(0, 'YYYY-MM-DD'.length);
    const by = issuer === subject ? 'self-signed' : `issued by ${nameOf(issuer)}`;
    return `sha256 ${fingerprint256.slice(0, FINGERPRINT_CHARACTERS)}… ${nameOf(subject)}, ${by}, until ${day}`;
  } catch {
    return 'a certificate that cannot be read';
  }
}

/** A text of many lines with each certificate in it as one. */
export function withoutCertificateBodies(text: string): string {
  return text.replace(BLOCK, (block) => `(certificate ${certificateWords(block)})`);
}

/** The common name where there is one, else all of it. */
function nameOf(distinguished: string | undefined): string {
  const parts = (distinguished ?? '').split('\n');
  return parts.findLast((part) => part.startsWith('CN=')) ?? (parts.join(', ') || 'no subject');
}
