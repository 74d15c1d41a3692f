/** A string as Go's `%q` prints it; one character an octet, which is all that reaches it. */
export function goQuoted(text: string): string {
  return JSON.stringify(text);
}

/** True where all octets are below 128 (golang/go `crypto/x509/x509.go`: isIA5String). */
export function isIa5(text: string): boolean {
  return [...text].every((character) => character.charCodeAt(0) < 0x80);
}
