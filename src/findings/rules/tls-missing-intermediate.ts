import { keyId } from '../../facts/keys.js';
import { certificateCase, certificateEvidence } from '../certificates.js';
import { missingIssuer } from '../missing-issuer.js';
import { bareHost, quoted } from '../parts.js';
import { endpoint, hostPort, type Rule } from '../rule.js';

/** The server leaves out a certificate that would lead to a trusted root: shown by fetching it where the leaf says. */
export const tlsMissingIntermediate: Rule = {
  code: 'tls-missing-intermediate',
  explains(cause, context) {
    const found = cause.failure.kind === 'tls-untrusted' ? certificateCase(cause, context) : null;
    const issuer = found === null ? null : missingIssuer(found, context);
    if (found === null || issuer?.answer !== 'missing-intermediate' || issuer.url === null) return null;
    const missing = quoted(found.verdict.gap?.issuer ?? '');
    return {
      title: `${hostPort(cause.url)} does not send the intermediate certificate ${missing}, without which its own can't be checked`,
      subject: endpoint(cause.url),
      evidence: [
        ...certificateEvidence(cause, found),
        {
          text: `${issuer.url} has it, and with it the chain ends at a root that is trusted here`,
          fact: keyId({ kind: 'certificate', url: issuer.url }),
        },
      ],
      nextStep: `whoever runs ${bareHost(cause.url)}: make it send the whole chain, its own certificate and then ${missing} (a "fullchain" file)`,
    };
  },
};
