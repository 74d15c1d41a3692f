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
    const bytes = found.length < MAXIMUM_CERTIFICATES ? decoded(body) : null;
    if (bytes !== null) found.push(bytes);
  }
  return found;
}

/** Bytes of strict base64; null for anything else. Node passes over what doesn't belong there, which then shows in the length. */
function decoded(body: string): Buffer | null {
  if (body.length === 0 || body.length % 4 !== 0 || body.includes('_')) return null;
  const padding = body.endsWith('==') ? 2 : body.endsWith('=') ? 1 : 0;
  const bytes = Buffer.from(body, 'base64');
  return bytes.length === (body.length / 4) * 3 - padding ? bytes : null;
}
