import { repliesOf, serversOf } from '../look-up.js';
import { bareHost, hopEvidence, listed } from '../parts.js';
import { passedOver } from '../passed-over.js';
import type { Rule } from '../rule.js';

const KINDS = ['dns-server-failure', 'dns-unreachable'] as const;

/** The name server itself fails, refuses, or its port 53 is closed. */
export const dnsServerFailure: Rule = {
  code: 'dns-server-failure',
  explains(cause, context) {
    if (!KINDS.some((kind) => kind === cause.failure.kind)) return null;
    const name = bareHost(cause.url);
    const servers = serversOf(cause);
    const who = servers.length === 0 ? 'the name server' : `name server ${listed(servers)}`;
    return {
      title: `${who} fails when asked for ${name}`,
      subject: `name server ${listed(servers)}`,
      evidence: [...repliesOf(cause, context), ...hopEvidence(cause)],
      nextStep: `whoever runs ${who} must get it to answer, or resolv.conf must name one that does`,
    };
  },
  notices: (context) =>
    passedOver(context, KINDS).map(({ entry, attempt, evidence, next, finding }) =>
      finding('dns-server-failure', {
        title: `name server ${attempt.address} fails; only ${next}, which is asked after it, answers`,
        evidence,
        nextStep: `whoever runs name server ${attempt.address} must get it to answer, or it must leave resolv.conf of the machine that runs ${entry.plan.client}`,
      }),
    ),
};
