import { addressesTried, answersElsewhere, connectEvidence, otherWays } from '../connects.js';
import { localRegistry } from '../local-registry.js';
import { bareHost, hopEvidence } from '../parts.js';
import { endpoint, hostPort, type Rule } from '../rule.js';

/** The host says at once that nothing listens there, or a firewall says so for it. */
export const tcpRefused: Rule = {
  code: 'tcp-refused',
  explains(cause, context) {
    if (cause.failure.kind !== 'tcp-refused' && cause.failure.kind !== 'tcp-reset') return null;
    const place = hostPort(cause.url);
    const own = /^(?:localhost|127\..*|::1)$/.test(bareHost(cause.url)) && context.vantage.network === 'pod';
    const local = localRegistry(cause, context);
    const inPod = { text: 'in a pod, localhost is the pod itself, not the node', fact: null };
    return {
      title: `nothing listens on ${place}: ${addressesTried(cause, cause.failure.kind) || 'it'} refuses the connection`,
      subject: endpoint(cause.url),
      evidence: [
        ...connectEvidence(cause, context),
        ...otherWays(cause),
        ...answersElsewhere(cause, context),
        ...(local?.evidence ?? (own ? [inPod] : [])),
        ...hopEvidence(cause),
      ],
      nextStep:
        local?.nextStep ??
        `whoever runs ${bareHost(cause.url)}: start the registry on port ${place.replace(/^.*:/, '')}, or open that port in the firewall; or name the port it does listen on`,
    };
  },
};
