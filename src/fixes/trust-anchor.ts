import { type CertificateCase, fingerprint } from '../findings/certificates.js';
import type { DiagnosisContext } from '../findings/context.js';
import { missingIssuer } from '../findings/missing-issuer.js';
import { quoted } from '../findings/parts.js';
import { type Certificate, parseCertificate } from '../trust/certificate.js';
import { isSelfSigned, isSignedBy } from '../trust/signature.js';

/** A certificate that would make a client trust a server, and what a person must know before it does. */
export interface Anchor {
  readonly certificate: Certificate;
  /** What trusting it means, for the host whose certificate it is about. */
  readonly summary: (host: string) => string;
  readonly limits: readonly string[];
}

/** The best certificate to trust for a chain that leads nowhere: a missing intermediate, the CA, or the server's own. */
export function anchorOf(found: CertificateCase, context: DiagnosisContext): Anchor | null {
  const chain = found.fact.chain.flatMap(read);
  const [leaf] = chain;
  if (leaf === undefined) return null;
  const issuer = missingIssuer(found, context);
  const [fetched] = issuer?.fetched == null ? [] : read(issuer.fetched);
  if (fetched !== undefined && issuer?.answer === 'missing-intermediate')
    return {
      certificate: fetched,
      summary: (host) =>
        `give this machine the intermediate certificate ${nameOf(fetched)} that ${host} leaves out; it leads to a root that is trusted here`,
      limits: ['every other client of the registry still lacks it: the server should send it'],
    };
  const authorities = chain.filter(({ extensions }) => extensions.basicConstraints?.ca === true);
  const top = authorities.find(isSelfSigned) ?? authorities.at(-1);
  if (top !== undefined) return unverified(top, 'the CA');
  if (fetched !== undefined && isSignedBy(leaf, fetched)) return unverified(fetched, 'the CA');
  return {
    ...unverified(leaf, 'the certificate'),
    limits: [
      `trusts this one certificate only: that ends with it on ${new Date(leaf.notAfterMs).toISOString().slice(0, 10)}, or when it is renewed`,
    ],
  };
}

function unverified(certificate: Certificate, what: string): Anchor {
  return {
    certificate,
    summary: (host) =>
      `trust ${what} ${nameOf(certificate)} that ${host} shows; unverified: compare the fingerprint (SHA-256 ${fingerprint(certificate.fingerprintSha256)}) with the registry's owner first`,
    limits: [],
  };
}

function nameOf({ subject }: Certificate): string {
  return quoted(subject.text);
}

function read(base64: string): Certificate[] {
  const result = parseCertificate(Buffer.from(base64, 'base64'));
  return result.ok ? [result.certificate] : [];
}
