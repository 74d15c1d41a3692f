/** Characters of one file that are searched for PEM blocks; real ones have a few KiB, whole CA bundles 300. */
const MOST_CHARACTERS = 2 * 1024 * 1024;

/** Types of the PEM blocks in a text, in order: `CERTIFICATE`, `RSA PRIVATE KEY`. Empty for DER and anything else. */
export function pemTypes(text: string): string[] {
  const types: string[] = [];
  for (const found of text.slice(0, MOST_CHARACTERS).matchAll(/^-----BEGIN ([A-Z0-9 ]{1,64})-----\s*$/gm)) {
    const type = found[1] ?? '';
    if (text.indexOf(`-----END ${type}-----`, found.index) !== -1) types.push(type);
  }
  return types;
}

/** True where a text holds at least one PEM certificate. */
export function hasCertificate(text: string): boolean {
  return pemTypes(text).includes('CERTIFICATE');
}

/** True where a file that was read as text looks like a DER certificate: an ASN.1 sequence with a long length. */
export function looksLikeDer(text: string): boolean {
  return text.startsWith('0') && !text.includes('-----BEGIN') && /[\x80-\x82\ufffd]/.test(text.slice(1, 3));
}
