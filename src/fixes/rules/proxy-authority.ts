import { registryAsked } from '../../findings/asked.js';
import { type CertificateCase, certificateCase, fingerprint } from '../../findings/certificates.js';
import type { Case, Cause, DiagnosisContext } from '../../findings/context.js';
import { bareHost, quoted } from '../../findings/parts.js';
import { proxyOf, proxyUrl } from '../../findings/proxy.js';
import { transportOf } from '../../findings/transport-of.js';
import { type Certificate, parseCertificate } from '../../trust/certificate.js';
import { toPem } from '../../trust/relevant.js';
import { isSelfSigned } from '../../trust/signature.js';
import { causeBehind } from '../cause-behind.js';
import { certificateFile } from '../certificate-place.js';
import { fileDraft } from '../file-drafts.js';
import { type FixDraft, type FixRule, NO_CHANGE, write } from '../fix.js';

const EVERY_HOST =
  'the proxy shows such certificates for every host: token servers and storage hosts on other names need it too, in the system’s CA store';

/** The CA of a proxy that shows certificates of its own, or that is itself spoken to over TLS, where this client reads it. */
export const proxyAuthority: FixRule = {
  codes: ['proxy-interception', 'proxy-misconfigured'],
  drafts(finding, entry, context) {
    const cause = causeBehind(finding, entry);
    if (cause === null || cause.failure.kind !== 'tls-untrusted') return [];
    const found = cause.failure.proxied ? ownCertificate(cause, context) : certificateCase(cause, context);
    // A leaf that an interceptor made is another one tomorrow: only a CA can be trusted.
    const authority = found === null ? null : authorityIn(found, cause.failure.proxied);
    return authority === null ? [] : drafts(cause, authority, entry, context);
  },
};

/** The certificate of the proxy itself, judged by the name in its URL. */
function ownCertificate(cause: Cause, context: DiagnosisContext): CertificateCase | null {
  const proxy = proxyOf(cause);
  const fact = cause.failure.fact === null ? undefined : context.facts.byId(cause.failure.fact);
  const policy = transportOf(cause.case, cause.request)?.tls;
  if (proxy === null || 'error' in proxy || fact?.kind !== 'tls' || policy === undefined) return null;
  return { fact, policy, name: proxy.host, verdict: context.verdict(fact, policy, proxy.host) };
}

function authorityIn({ fact }: CertificateCase, orLeaf: boolean): Certificate | null {
  const chain = fact.chain.flatMap((base64) => {
    const parsed = parseCertificate(Buffer.from(base64, 'base64'));
    return parsed.ok ? [parsed.certificate] : [];
  });
  const authorities = chain.filter(({ extensions }) => extensions.basicConstraints?.ca === true);
  return authorities.find(isSelfSigned) ?? authorities.at(-1) ?? (orLeaf ? (chain[0] ?? null) : null);
}

function drafts(cause: Cause, authority: Certificate, { plan }: Case, context: DiagnosisContext): FixDraft[] {
  const proxy = proxyOf(cause);
  const who = proxy === null || 'error' in proxy ? 'the device on the way' : `the proxy ${proxyUrl(proxy)}`;
  const summary = `trust the CA ${quoted(authority.subject.text)} of ${who}; unverified: compare the fingerprint (SHA-256 ${fingerprint(authority.fingerprintSha256)}) with whoever runs it first`;
  const limits = [
    `whoever holds this CA’s key can read and change what ${plan.client} fetches from ${bareHost(cause.url)}`,
    ...(cause.failure.proxied ? [] : [EVERY_HOST]),
  ];
  const pem = toPem(authority.der);
  const path = certificateFile(cause, context);
  if (path !== null) return [{ ...NO_CHANGE, kind: 'host', summary, limits, files: [write(path, pem)] }];
  return context
    .remedies(plan, { kind: 'trust', endpoint: registryAsked(cause), pem })
    .flatMap((remedy): FixDraft[] => {
      const files = fileDraft(context.host.files, remedy.files);
      if (files === null) return [];
      return [
        {
          ...NO_CHANGE,
          kind: 'host',
          summary: `${summary}: ${remedy.summary}`,
          limits: [...limits, ...remedy.limits],
          files: files.files,
          commands: files.commands,
          prose: [...remedy.prose, ...files.prose],
          reload: remedy.reload,
          change: remedy.flags === undefined ? files.change : { ...files.change, flags: remedy.flags },
        },
      ];
    });
}
