import { answersElsewhere, connectEvidence, otherWays } from '../connects.js';
import type { Cause, DiagnosisContext } from '../context.js';
import { bareHost, hopEvidence } from '../parts.js';
import { type Explanation, endpoint, hostPort, type Rule, seen } from '../rule.js';

/** Connection attempts get no answer: packets are dropped on the way, or nobody is at that address. */
export const tcpTimeout: Rule = {
  code: 'tcp-timeout',
  explains(cause, context) {
    const place = hostPort(cause.url);
    if (cause.failure.kind === 'tls-timeout') return helloUnanswered(cause, place, context);
    if (cause.failure.kind !== 'tcp-timeout') return null;
    const elsewhere = answersElsewhere(cause, context);
    return {
      title: `${place} does not answer: connection attempts get no reply${elsewhere.length === 0 ? '' : ', while another port of the same host serves a registry'}`,
      subject: endpoint(cause.url),
      evidence: [...connectEvidence(cause, context), ...elsewhere, ...otherWays(cause), ...hopEvidence(cause)],
      nextStep: `whoever runs ${bareHost(cause.url)} or the network before it: let connections to port ${place.replace(/^.*:/, '')} through (firewall, security group, network policy), or make the port refuse`,
    };
  },
};

/** The connect is answered, nothing after it: a server that hangs looks the same from here as a network that loses larger packets. */
function helloUnanswered(cause: Cause, place: string, { facts }: DiagnosisContext): Explanation {
  const fact = cause.failure.fact === null ? undefined : facts.byId(cause.failure.fact);
  const ms = fact === undefined ? 0 : Math.round(fact.ms);
  return {
    title: `${place} accepts connections, but never answers the TLS hello`,
    subject: endpoint(cause.url),
    evidence: [
      seen(cause, `${cause.request.address ?? place}: takes the connection and sends nothing for ${ms} ms`),
      { text: 'a server that hangs and a network that loses larger packets (MTU) look the same from here', fact: null },
      ...hopEvidence(cause),
    ],
    nextStep: `whoever runs ${bareHost(cause.url)} or the network before it: see whether the server answers TLS on its own machine; if it does, look at what lies between (firewall, tunnel, MTU)`,
  };
}
