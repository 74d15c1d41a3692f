import { answersElsewhere, connectEvidence, otherWays } from '../connects.js';
import { bareHost, hopEvidence } from '../parts.js';
import { endpoint, hostPort, type Rule } from '../rule.js';

/** Connection attempts get no answer: packets are dropped on the way, or nobody is at that address. */
export const tcpTimeout: Rule = {
  code: 'tcp-timeout',
  explains(cause, context) {
    if (cause.failure.kind !== 'tcp-timeout') return null;
    const place = hostPort(cause.url);
    const elsewhere = answersElsewhere(cause, context);
    return {
      title: `${place} does not answer: connection attempts get no reply${elsewhere.length === 0 ? '' : ', while another port of the same host serves a registry'}`,
      subject: endpoint(cause.url),
      evidence: [...connectEvidence(cause, context), ...elsewhere, ...otherWays(cause), ...hopEvidence(cause)],
      nextStep: `whoever runs ${bareHost(cause.url)} or the network before it: let connections to port ${place.replace(/^.*:/, '')} through (firewall, security group, network policy), or make the port refuse`,
    };
  },
};
