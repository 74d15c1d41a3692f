import type { TlsFact } from '../facts/facts.js';
import type { TlsPolicy } from '../plan/transport.js';
import type { LeafSummary, TrustProblem, TrustVerdict } from '../trust/verdict.js';
import type { Cause, DiagnosisContext } from './context.js';
import type { Evidence } from './finding.js';
import { bareHost, hopEvidence, listed, quoted } from './parts.js';
import { seen } from './rule.js';
import { transportOf } from './transport-of.js';

/** A handshake whose certificates a client refuses, with the whole verdict. */
export interface CertificateCase {
  readonly fact: TlsFact;
  readonly policy: TlsPolicy;
  /** Name that the certificate must be good for. */
  readonly name: string;
  readonly verdict: TrustVerdict;
}

/** The refused certificates behind a cause; null where it is about something else. */
export function certificateCase(
  cause: Pick<Cause, 'case' | 'failure' | 'request' | 'url'>,
  context: Pick<DiagnosisContext, 'facts' | 'verdict'>,
): CertificateCase | null {
  const fact = cause.failure.fact === null ? undefined : context.facts.byId(cause.failure.fact);
  const policy = transportOf(cause.case, cause.request)?.tls;
  if (fact?.kind !== 'tls' || policy === undefined) return null;
  // A server that ends the handshake afterwards has shown its chain all the same.
  if (fact.outcome !== 'handshake' && fact.chain.length === 0) return null;
  const name = bareHost(cause.url);
  return { fact, policy, name, verdict: context.verdict(fact, policy, name) };
}

/** What the server showed, and everything else that is wrong with it. */
export function certificateEvidence(cause: Cause, found: CertificateCase): Evidence[] {
  const { leaf, problems } = found.verdict;
  const first = problems[0]?.text;
  const others = problems.slice(1).filter(({ text }) => text !== first);
  return [
    seen(cause, `the client's words: ${cause.failure.text}`),
    ...(leaf === null
      ? []
      : [
          seen(
            cause,
            `certificate of ${quoted(leaf.subject)}, issued by ${quoted(leaf.issuer)}, ${namesOf(leaf.sans)}, valid ${day(leaf.notBefore)} to ${day(leaf.notAfter)}`,
          ),
          seen(cause, keysOf(leaf)),
        ]),
    ...others.map(({ text }) => seen(cause, `besides: ${text}`)),
    ...defaultCertificate(cause, found),
    ...(cause.failure.fact?.includes('-proxy ') === true
      ? [seen(cause, 'seen through a proxy: it may be the proxy that shows this certificate')]
      : []),
    ...hopEvidence(cause),
  ];
}

/** Key identifiers tell authorities of one name apart. */
function keysOf({ keyId, issuerKeyId, fingerprintSha256 }: LeafSummary): string {
  const own = keyId === null ? 'without a key identifier' : `key identifier ${fingerprint(keyId)}`;
  const issuer =
    issuerKeyId === null ? 'none named for the issuer' : `issuer's key identifier ${fingerprint(issuerKeyId)}`;
  return `its ${own}, ${issuer}; SHA-256 fingerprint ${fingerprint(fingerprintSha256)}`;
}

function namesOf(sans: readonly string[]): string {
  return sans.length === 0 ? 'without any subject alternative name' : `for ${listed(sans)}`;
}

/** Certificates that ingress controllers show for names that nobody configured. */
const DEFAULTS = /Kubernetes Ingress Controller Fake Certificate|TRAEFIK DEFAULT CERT/;

function defaultCertificate(cause: Cause, { verdict }: CertificateCase): Evidence[] {
  const which = DEFAULTS.exec(verdict.leaf?.subject ?? '')?.[0];
  if (which === undefined) return [];
  return [
    seen(cause, `${quoted(which)} is what the ingress controller shows for a host without a TLS entry of its own`),
  ];
}

/** `2026-06-15` of an ISO date. */
export function day(iso: string): string {
  return iso.slice(0, 10);
}

/** `AB:CD:…`, as `openssl x509 -fingerprint` prints it. */
export function fingerprint(hexadecimal: string): string {
  return (hexadecimal.toUpperCase().match(/../g) ?? []).join(':');
}

/** The problem that a Go program reports, and the time it speaks of in ms; null where it is not about time. */
export function timeProblem({
  problems,
}: TrustVerdict): { readonly problem: TrustProblem; readonly limitMs: number } | null {
  const problem = problems.find(({ kind }) => kind === 'expired' || kind === 'not-yet-valid');
  const limit = Date.parse(/ is (?:after|before) (\S+)$/.exec(problem?.text ?? '')?.[1] ?? '');
  return problem === undefined || Number.isNaN(limit) ? null : { problem, limitMs: limit };
}
