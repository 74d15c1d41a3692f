import { certificateCase, certificateEvidence } from '../certificates.js';
import { bareHost } from '../parts.js';
import { endpoint, hostPort, type Rule } from '../rule.js';

/** The server's own certificate is signed by itself, and nobody here trusts it. */
export const tlsSelfSigned: Rule = {
  code: 'tls-self-signed',
  explains(cause, context) {
    const found = cause.failure.kind === 'tls-untrusted' ? certificateCase(cause, context) : null;
    if (found?.verdict.leaf?.selfSigned !== true) return null;
    return {
      title: `${hostPort(cause.url)} shows a self-signed certificate that is not trusted here`,
      subject: endpoint(cause.url),
      evidence: certificateEvidence(cause, found),
      nextStep: `whoever runs ${bareHost(cause.url)}: give it a certificate of a CA that its clients trust; or hand this certificate to them by a way that can't be tampered with`,
    };
  },
};
