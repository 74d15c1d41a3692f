import { certificateCase, certificateEvidence } from '../certificates.js';
import { bareHost } from '../parts.js';
import { endpoint, hostPort, type Rule } from '../rule.js';

/** The host is named only in the Common Name, which Go has ignored since 1.15 (golang/go `crypto/x509/verify.go`: VerifyHostname). */
export const tlsLegacyCn: Rule = {
  code: 'tls-legacy-cn',
  explains(cause, context) {
    const found = cause.failure.kind === 'tls-legacy-name' ? certificateCase(cause, context) : null;
    if (found === null) return null;
    return {
      title: `the certificate of ${hostPort(cause.url)} names ${found.name} only in its Common Name, which Go programs no longer look at`,
      subject: endpoint(cause.url),
      evidence: certificateEvidence(cause, found),
      nextStep: `whoever runs ${bareHost(cause.url)}: issue the certificate again with subjectAltName = ${/^[\d.]+$|:/.test(found.name) ? 'IP' : 'DNS'}:${found.name}`,
    };
  },
};
