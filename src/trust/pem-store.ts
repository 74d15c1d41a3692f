import { rawSubjectOf } from './certificate.js';
import { certificatesInPem } from './pem.js';

/** A certificate of a store, read no further than to its subject. */
export interface StoredCertificate {
  readonly der: Uint8Array;
  /** Its raw subject, by which issuers are found. */
  readonly subject: string;
}

/** A text as it was read once: the same object stands for the same text. */
interface TextRead {
  readonly text: string;
}

/** A system bundle takes 50 ms to take apart, and every change that is tried looks at it again. */
const KNOWN = new WeakMap<TextRead, readonly StoredCertificate[]>();

/** Certificates of a PEM text in its order; those whose subject can't be read are left out. */
export function certificatesIn(read: TextRead): readonly StoredCertificate[] {
  const known = KNOWN.get(read);
  if (known !== undefined) return known;
  const found = storedCertificates(certificatesInPem(read.text));
  KNOWN.set(read, found);
  return found;
}

/** The same of DER certificates. */
export function storedCertificates(certificates: readonly Uint8Array[]): StoredCertificate[] {
  return certificates.flatMap((der) => {
    const subject = rawSubjectOf(der);
    return subject === null ? [] : [{ der, subject }];
  });
}
