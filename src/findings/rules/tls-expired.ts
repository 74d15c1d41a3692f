import { certificateCase, certificateEvidence, timeProblem } from '../certificates.js';
import { iso, otherClocks } from '../clock.js';
import { bareHost, quoted, roughly } from '../parts.js';
import { endpoint, hostPort, type Rule, seen } from '../rule.js';

/** A certificate of the chain is past its end: the server's own, an intermediate one, or the root on this side. */
export const tlsExpired: Rule = {
  code: 'tls-expired',
  explains(cause, context) {
    const found = cause.failure.kind === 'tls-expired' ? certificateCase(cause, context) : null;
    const time = found === null ? null : timeProblem(found.verdict);
    if (found === null || time === null) return null;
    const { problem, limitMs } = time;
    const place = hostPort(cause.url);
    const which = {
      leaf: `the certificate of ${place}`,
      intermediate: `the intermediate certificate ${quoted(problem.subject)} that ${place} sends`,
      root: `the CA certificate ${quoted(problem.subject)}, trusted here for ${place},`,
    }[problem.position];
    const [clock] = otherClocks(context);
    return {
      title: `${which} expired on ${iso(limitMs).slice(0, 10)}, ${roughly(context.host.nowMs - limitMs)} ago`,
      subject: endpoint(cause.url),
      evidence: [
        ...certificateEvidence(cause, found),
        clock?.evidence ?? seen(cause, `judged at ${iso(context.host.nowMs)}, this machine's clock`),
      ],
      nextStep:
        problem.position === 'root'
          ? `get the new certificate of ${quoted(problem.subject)} from whoever runs that CA, and let this machine trust it instead`
          : `whoever runs ${bareHost(cause.url)}: renew ${problem.position === 'leaf' ? 'the certificate' : `the intermediate certificate ${quoted(problem.subject)}`} and reload the server`,
    };
  },
};
