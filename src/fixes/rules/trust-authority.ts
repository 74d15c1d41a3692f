import { type CertificateCase, certificateCase, fingerprint } from '../../findings/certificates.js';
import type { Cause, DiagnosisContext } from '../../findings/context.js';
import { missingIssuer } from '../../findings/missing-issuer.js';
import { bareHost, quoted } from '../../findings/parts.js';
import { type Certificate, parseCertificate } from '../../trust/certificate.js';
import { toPem } from '../../trust/relevant.js';
import { isSelfSigned, isSignedBy } from '../../trust/signature.js';
import { causeBehind } from '../cause-behind.js';
import { certificateFile } from '../certificate-place.js';
import { type FixDraft, type FixRule, NO_CHANGE, write } from '../fix.js';

/** A certificate to put into the client's certs.d, and what a person must know before doing so. */
interface Anchor {
  readonly certificate: Certificate;
  readonly summary: (name: string, host: string) => string;
  readonly limits: readonly string[];
}

/** The CA where this client reads it for this registry: verification stays on, and other registries are not touched. */
export const trustAuthority: FixRule = {
  codes: ['tls-missing-intermediate', 'tls-self-signed', 'tls-unknown-ca', 'auth-token-realm-unreachable'],
  drafts(finding, entry, context) {
    const cause = causeBehind(finding, entry);
    const found = cause?.failure.kind === 'tls-untrusted' ? certificateCase(cause, context) : null;
    const anchor = cause === null || found === null ? null : anchorOf(found, context);
    const path = cause === null || anchor === null ? null : certificateFile(cause, context);
    if (cause === null || anchor === null || path === null) return [];
    return [draft(cause, anchor, path)];
  },
};

function draft(cause: Cause, { certificate, summary, limits }: Anchor, path: string): FixDraft {
  return {
    ...NO_CHANGE,
    kind: 'host',
    summary: summary(quoted(certificate.subject.text), bareHost(cause.url)),
    limits: [
      ...limits,
      'for this one registry and the programs that read this directory (buildah, podman, skopeo, CRI-O)',
    ],
    files: [write(path, toPem(certificate.der))],
  };
}

function anchorOf(found: CertificateCase, context: DiagnosisContext): Anchor | null {
  const chain = found.fact.chain.flatMap(read);
  const [leaf] = chain;
  if (leaf === undefined) return null;
  const issuer = missingIssuer(found, context);
  const [fetched] = issuer?.fetched == null ? [] : read(issuer.fetched);
  if (fetched !== undefined && issuer?.answer === 'missing-intermediate')
    return {
      certificate: fetched,
      summary: (name, host) =>
        `give this machine the intermediate certificate ${name} that ${host} leaves out; it leads to a root that is trusted here`,
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
    summary: (name, host) =>
      `trust ${what} ${name} that ${host} shows; unverified: compare the fingerprint (SHA-256 ${fingerprint(certificate.fingerprintSha256)}) with the registry's owner first`,
    limits: [],
  };
}

function read(base64: string): Certificate[] {
  const result = parseCertificate(Buffer.from(base64, 'base64'));
  return result.ok ? [result.certificate] : [];
}
