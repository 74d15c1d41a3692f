/** From the first line of a certificate to its last, or to the end of a cut file. */
const CERTIFICATE =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----(?:(?!-----END )[\s\S])*(?:-----END [A-Z0-9 ]*-----)?/g;
/** Base64 of DER: a SEQUENCE with a long length, as every certificate begins. */
const DER = /^MI[A-Za-z0-9+/\s]{80,}={0,2}$/;
/** Stands where a certificate was: names are inside it, and it can't be changed without breaking its signature. */
export const REMOVED_CERTIFICATE = '[certificate removed]';

/** A text without certificates, on the same lines, and how many there were. */
export function withoutCertificates(text: string): { readonly text: string; readonly count: number } {
  if (DER.test(text)) return { text: REMOVED_CERTIFICATE, count: 1 };
  let count = 0;
  const cut = text.replace(CERTIFICATE, (block) => {
    count += 1;
    return `${REMOVED_CERTIFICATE}${'\n'.repeat(block.split('\n').length - 1)}`;
  });
  return { text: cut, count };
}
