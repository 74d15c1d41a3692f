import { keyId } from '../../facts/keys.js';
import { certificateCase, certificateEvidence } from '../certificates.js';
import type { Evidence } from '../finding.js';
import { type MissingIssuer, missingIssuer } from '../missing-issuer.js';
import { bareHost, quoted } from '../parts.js';
import { endpoint, hostPort, type Rule, seen } from '../rule.js';

/** The chain as sent leads to no root that this client trusts. */
export const tlsUnknownCa: Rule = {
  code: 'tls-unknown-ca',
  explains(cause, context) {
    const found = cause.failure.kind === 'tls-untrusted' ? certificateCase(cause, context) : null;
    const gap = found?.verdict.gap ?? null;
    // An authority that is there and signed it: what Go refuses is the signature, or the authority's right to make it.
    if (found === null || gap === null || gap.missing === null) return null;
    const issuer = quoted(gap.issuer);
    const renewed = gap.issuerKnown
      ? [
          seen(
            cause,
            `a CA of the name ${issuer} is there, but its key did not sign this: it was made anew, or somebody uses its name`,
          ),
        ]
      : [];
    return {
      title: `the certificate of ${hostPort(cause.url)} is signed by ${issuer}, which is not trusted here`,
      subject: endpoint(cause.url),
      evidence: [
        ...certificateEvidence(cause, found),
        ...renewed,
        ...trustedPlaces(found.policy.roots.extra),
        ...eitherWay(missingIssuer(found, context), issuer, gap.missing === 'intermediate'),
      ],
      nextStep: `get the certificate of ${issuer} from whoever runs ${bareHost(cause.url)} and let this machine trust it; or they give the registry a certificate of a public CA`,
    };
  },
};

function trustedPlaces(extra: readonly { readonly path: string }[]): Evidence[] {
  return extra.slice(0, 3).map(({ path }) => ({ text: `${path} is trusted, and is no help here`, fact: null }));
}

/** Without an answer of the look-up a certificate that the server should have sent can't be told from an unknown CA. */
function eitherWay(issuer: MissingIssuer | null, name: string, looksIntermediate: boolean): Evidence[] {
  if (issuer === null) return [];
  const fact = issuer.url === null ? null : keyId({ kind: 'certificate', url: issuer.url });
  if (issuer.answer === 'unknown-ca')
    return [{ text: `${issuer.url} has the certificate of ${name}, and that leads to no trusted root either`, fact }];
  if (issuer.answer !== 'undecided' || !looksIntermediate) return [];
  const why = issuer.url === null ? 'says nowhere to get its issuer' : `${issuer.url}: ${issuer.detail ?? 'not asked'}`;
  return [
    {
      text: `or the server leaves out an intermediate certificate: ${name} may be one, and which of the two it is can't be told (${why})`,
      fact,
    },
  ];
}
