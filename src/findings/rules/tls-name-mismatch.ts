import { certificateCase, certificateEvidence } from '../certificates.js';
import { bareHost, listed } from '../parts.js';
import { endpoint, hostPort, type Rule } from '../rule.js';

/** The certificate is good for other names than the one asked for. */
export const tlsNameMismatch: Rule = {
  code: 'tls-name-mismatch',
  explains(cause, context) {
    const found = cause.failure.kind === 'tls-name' ? certificateCase(cause, context) : null;
    if (found === null) return null;
    const { sans = [] } = found.verdict.leaf ?? {};
    const valid = sans.length === 0 ? 'names no host at all' : `is for ${listed(sans)}`;
    return {
      title: `the certificate of ${hostPort(cause.url)} ${valid}, not for ${found.name}`,
      subject: endpoint(cause.url),
      evidence: certificateEvidence(cause, found),
      nextStep: `whoever runs ${bareHost(cause.url)}: get a certificate that lists ${found.name} among its subject alternative names${sans.length === 0 ? '' : `; or use a name from the certificate (${listed(sans)}) in the reference`}`,
    };
  },
};
