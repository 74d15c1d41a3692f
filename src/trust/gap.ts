import type { Certificate } from './certificate.js';
import type { CertificatePool } from './pool.js';
import { isSelfSigned, isSignedBy } from './signature.js';
import type { AuthorityGap } from './verdict.js';

/** Longer chains don't exist; certificates that sign one another would make a loop. */
const MAXIMUM_STEPS = 10;

/** How authorities that issue to servers are named, seldom a root: `R11`, `GTS CA 1C3`, `Example Issuing CA 2`, `RSA DV TLS`. */
const INTERMEDIATE_NAME =
  /intermediate|issuing|subordinate|\bsub[- ]?ca\b|\btls\b|\b[DOE]V\b|^[RE]\d{1,2}$|\bCA \d[A-Z]\d$|\bserver ca\b/i;

/** What is missing between the chain as sent and the trusted roots. */
export function authorityGap(leaf: Certificate, sent: CertificatePool, roots: CertificatePool): AuthorityGap {
  const top = climb(leaf, sent);
  const selfSigned = isSelfSigned(top);
  const others = [...sent.issuersOf(top), ...roots.issuersOf(top)].filter(
    (issuer) => issuer.fingerprintSha256 !== top.fingerprintSha256,
  );
  // An authority of the right name with another key is a different authority: usually a CA that was made anew.
  const refused = others.some((issuer) => isSignedBy(top, issuer));
  const issuerUrls = top.extensions.issuerUrls;
  const namedIntermediate = INTERMEDIATE_NAME.test(top.issuer.commonName) && !/\broot\b/i.test(top.issuer.commonName);
  const looksIntermediate = top === leaf && others.length === 0 && (issuerUrls.length > 0 || namedIntermediate);
  const missing = refused ? null : !selfSigned && looksIntermediate ? 'intermediate' : 'root';
  return { missing, issuer: top.issuer.text, issuerKnown: others.length > 0, issuerUrls };
}

/** The last certificate that can be reached from the leaf over those sent, whatever else is wrong with them. */
function climb(leaf: Certificate, sent: CertificatePool): Certificate {
  const chain = [leaf];
  for (let step = 0; step < MAXIMUM_STEPS; step++) {
    const top = chain.at(-1) as Certificate;
    const next = sent.issuersOf(top).find((issuer) => !chain.includes(issuer) && isSignedBy(top, issuer));
    if (next === undefined) return top;
    chain.push(next);
  }
  return chain.at(-1) as Certificate;
}
