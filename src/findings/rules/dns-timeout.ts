import { repliesOf, serversOf } from '../look-up.js';
import { bareHost, hopEvidence, listed } from '../parts.js';
import { passedOver } from '../passed-over.js';
import type { Rule } from '../rule.js';

/** No name server answers; or the first does not, and every look-up waits for it before the next is asked. */
export const dnsTimeout: Rule = {
  code: 'dns-timeout',
  explains(cause, context) {
    if (cause.failure.kind !== 'dns-timeout') return null;
    const servers = serversOf(cause);
    return {
      title: `no name server answers: ${listed(servers)} ${servers.length === 1 ? 'is' : 'are'} silent when asked for ${bareHost(cause.url)}`,
      subject: `name server ${listed(servers)}`,
      evidence: [...repliesOf(cause, context), ...hopEvidence(cause)],
      nextStep: `whoever runs name server ${listed(servers)} or the network before it: queries to port 53 must get through; or resolv.conf must name a server that answers`,
    };
  },
  notices: (context) =>
    passedOver(context, ['dns-timeout']).map(({ attempt, evidence, next, finding }) =>
      finding('dns-timeout', {
        title: `name server ${attempt.address} does not answer: every look-up waits ${Math.round(attempt.ms / 100) / 10} s before ${next} is asked`,
        evidence,
        nextStep: `whoever runs name server ${attempt.address} or the network before it must make it answer, or it must leave resolv.conf`,
      }),
    ),
};
