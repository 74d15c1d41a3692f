import { certificateCase, certificateEvidence, timeProblem } from '../certificates.js';
import { iso, otherClocks, type ServerClock } from '../clock.js';
import { bareHost, roughly } from '../parts.js';
import { endpoint, hostPort, type Rule, seen } from '../rule.js';

/** The certificate begins later than now, or ended only by a clock that is wrong here: a server's Date header tells. */
export const tlsNotYetValidClockSkew: Rule = {
  code: 'tls-not-yet-valid-clock-skew',
  explains(cause, context) {
    const { kind } = cause.failure;
    const found = kind === 'tls-not-yet-valid' || kind === 'tls-expired' ? certificateCase(cause, context) : null;
    const time = found === null ? null : timeProblem(found.verdict);
    if (found === null || time === null) return null;
    const { limitMs } = time;
    const clocks = otherClocks(context);
    const cures = ({ differs, nowMs }: ServerClock): boolean =>
      differs && (kind === 'tls-expired' ? nowMs < limitMs : nowMs > limitMs);
    const clock = clocks.find(cures);
    if (kind === 'tls-expired' && clock === undefined) return null;
    const place = hostPort(cause.url);
    if (clock !== undefined)
      return {
        title: `this machine's clock is ${roughly(clock.aheadMs)} ${clock.aheadMs > 0 ? 'fast' : 'slow'}, so the certificate of ${place} looks ${kind === 'tls-expired' ? 'expired' : 'not valid yet'}`,
        subject: endpoint(cause.url),
        evidence: [clock.evidence, ...certificateEvidence(cause, found)],
        nextStep: `set the clock of the machine that pulls, and see why it is not kept by NTP`,
      };
    return {
      title: `the certificate of ${place} is not valid before ${iso(limitMs)}, ${roughly(limitMs - context.host.nowMs)} from now`,
      subject: endpoint(cause.url),
      evidence: [
        clocks[0]?.evidence ??
          seen(
            cause,
            `this machine's clock says ${iso(context.host.nowMs)}; either that is slow, or the certificate begins too late: no other clock was seen to decide it`,
          ),
        ...certificateEvidence(cause, found),
      ],
      nextStep: `compare the clock of this machine with another one; if it is right, whoever runs ${bareHost(cause.url)} must install a certificate that is valid now`,
    };
  },
};
