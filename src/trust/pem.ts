/** A bundle of all public roots has some 140 certificates; what is far beyond is no bundle. */
const MAXIMUM_CERTIFICATES = 5000;

/**
 * DER of all certificates in a PEM text (golang/go `crypto/x509/cert_pool.go`: AppendCertsFromPEM, `encoding/pem`: Decode): blocks of
 * other types, blocks with headers, and blocks that are no base64 are skipped; a DER file holds none.
 */
export function certificatesInPem(text: string): Uint8Array[] {
  const found: Uint8Array[] = [];
  // The body excludes dashes, so that a block cut short can't swallow the next one.
  const block = /^-----BEGIN CERTIFICATE-----[ \t]*\r?\n([^-]*?)-----END CERTIFICATE-----[ \t]*\r?$/gm;
  for (const match of text.matchAll(block)) {
    const body = (match[1] ?? '').replace(/[ \t\r\n]+/g, '');
    const whole = body.length > 0 && body.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(body);
    if (whole && found.length < MAXIMUM_CERTIFICATES) found.push(Buffer.from(body, 'base64'));
  }
  return found;
}
