import type { TlsFact } from '../facts/facts.js';
import type { ProxyServer } from '../plan/transport.js';
import { parseCertificate } from '../trust/certificate.js';
import { type CertificateCase, certificateCase } from './certificates.js';
import type { Cause, DiagnosisContext } from './context.js';
import { directTrial, proxyOf } from './proxy.js';
import { hostPort } from './rule.js';

/**
 * Products that sign certificates of their own for every host that is asked through them, by words of their CAs' names as they are set up or as their
 * makers document them. No registry gets its certificate from one.
 */
const PRODUCTS: readonly RegExp[] = [
  /\bzscaler\b/i,
  /\bnetskope\b|\bgoskope\b/i,
  /\bforti(?:gate|net|proxy)\b|\bFG(?:T|\d)\w{8,}\b/i,
  /\bpalo alto\b|\bprisma access\b|\bglobalprotect\b/i,
  /\bblue ?coat\b|\bproxysg\b|\bsymantec web security\b/i,
  /\bcisco umbrella\b|\bcisco secure access\b|\bopendns\b/i,
  /\bmcafee web gateway\b|\bskyhigh\b|\btrellix\b/i,
  /\bforcepoint\b|\bwebsense\b/i,
  /\bsophos\b/i,
  /\bwatchguard\b/i,
  /\bbarracuda\b/i,
  /\bcheck ?point\b/i,
  /\bsonicwall\b/i,
  /\bkaspersky\b|\bavast\b|\bavg technologies\b|\bbitdefender\b|\beset ssl filter\b/i,
  /\bmitmproxy\b|\bcharles proxy\b|\bfiddler\b|\bportswigger\b|\bsquid\b/i,
  /\b(?:ssl|tls|https)[ -]?(?:inspection|interception|decryption)\b/i,
];

/** What shows that somebody on the way opened the connection. */
export interface Interception {
  readonly found: CertificateCase;
  /** The proxy in the way; null where none is set: then only the issuer's own name tells. */
  readonly proxy: ProxyServer | null;
  /** `direct`: asked directly, the same place shows another issuer's certificate, which the client trusts. `issuer`: the issuer names such a product. */
  readonly shownBy: 'direct' | 'issuer';
  readonly issuer: string;
  /** The certificate that is shown without the proxy, for `direct`, with the fact's key. */
  readonly direct: { readonly issuer: string; readonly fact: string } | null;
}

/**
 * Decided by what was seen, else null: certificates of a private CA behind a proxy may be the registry's own. The direct answer is asked for where
 * a proxy is in the way.
 */
export function interceptionOf(cause: Cause, context: DiagnosisContext): Interception | null {
  if (!cause.failure.kind.startsWith('tls-') || cause.failure.proxied) return null;
  const found = certificateCase(cause, context);
  const issuer = found?.verdict.leaf?.issuer;
  if (found === null || issuer === undefined) return null;
  const set = proxyOf(cause);
  const proxy = set === null || 'error' in set ? null : set;
  const direct = proxy === null ? null : shownDirectly(cause, found, context);
  if (direct !== null) return { found, proxy, shownBy: 'direct', issuer, direct };
  if (cause.failure.kind !== 'tls-untrusted' || !namesProduct(found)) return null;
  return { found, proxy, shownBy: 'issuer', issuer, direct: null };
}

/** The leaf that the same place shows without the proxy, where another issuer signed it and the client takes it. */
function shownDirectly(
  cause: Cause,
  { fact, policy, name, verdict }: CertificateCase,
  context: DiagnosisContext,
): Interception['direct'] {
  for (const id of handshakesAt(cause, context)) {
    const other = context.facts.byId(id);
    if (other?.kind !== 'tls' || other.outcome !== 'handshake' || sameLeaf(fact, other)) continue;
    const seen = context.verdict(other, policy, name);
    if (seen.ok && seen.leaf !== null && seen.leaf.issuer !== verdict.leaf?.issuer)
      return { issuer: seen.leaf.issuer, fact: id };
  }
  return null;
}

/** Handshakes with the cause's host and port in the walk that asks it directly. */
function handshakesAt(cause: Cause, context: DiagnosisContext): string[] {
  const { walk } = directTrial(cause, context);
  return walk.attempts
    .filter(({ step, parent }) => step === 'tls' && parent !== null)
    .flatMap(({ parent, facts }) => {
      const url = URL.parse(walk.attempts.find(({ id }) => id === parent)?.url ?? '');
      const same = url !== null && hostPort(url) === hostPort(cause.url);
      return same ? facts.filter((id) => !id.includes('-proxy ')) : [];
    });
}

function sameLeaf(one: TlsFact, other: TlsFact): boolean {
  return one.chain[0] === other.chain[0];
}

/** By every issuer in the chain: the leaf's may be an intermediate with a name of the company's. */
function namesProduct({ fact }: CertificateCase): boolean {
  const issuers = fact.chain.flatMap((base64) => {
    const parsed = parseCertificate(Buffer.from(base64, 'base64'));
    return parsed.ok ? [parsed.certificate.issuer.text] : [];
  });
  return issuers.some((issuer) => PRODUCTS.some((product) => product.test(issuer)));
}
