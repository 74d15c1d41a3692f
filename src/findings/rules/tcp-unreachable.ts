import { addressesTried, answersElsewhere, connectEvidence, otherWays } from '../connects.js';
import { bareHost, hopEvidence } from '../parts.js';
import { endpoint, hostPort, type Rule } from '../rule.js';

/** The network says that there is no way to the address; or this machine does not even let the connect out. */
export const tcpUnreachable: Rule = {
  code: 'tcp-unreachable',
  explains(cause, context) {
    const { kind } = cause.failure;
    if (kind !== 'tcp-unreachable' && kind !== 'tcp-failed') return null;
    const place = hostPort(cause.url);
    const addresses = addressesTried(cause, kind) || place;
    const onlyIpv6 = addresses.split(' and ').every((address) => address.startsWith('['));
    const ipv6 = { text: `${bareHost(cause.url)} has IPv6 addresses only`, fact: null };
    return {
      title:
        kind === 'tcp-failed'
          ? `this machine can't open a connection to ${place}`
          : `there is no route to ${place} (${addresses})`,
      subject: endpoint(cause.url),
      evidence: [
        ...connectEvidence(cause, context),
        ...(onlyIpv6 ? [ipv6] : []),
        ...otherWays(cause),
        ...answersElsewhere(cause, context),
        ...hopEvidence(cause),
      ],
      nextStep: `whoever runs the network of this machine: there must be a route to ${addresses}; or the name must point to an address that can be reached`,
    };
  },
};
