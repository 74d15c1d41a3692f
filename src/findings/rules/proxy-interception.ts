import { certificateEvidence } from '../certificates.js';
import type { Evidence } from '../finding.js';
import { type Interception, interceptionOf } from '../interception.js';
import { bareHost, quoted } from '../parts.js';
import { proxyUrl } from '../proxy.js';
import { hostPort, type Rule, seen } from '../rule.js';

/** A proxy, or a device on the way, opens the TLS connection and shows a certificate of its own. */
export const proxyInterception: Rule = {
  code: 'proxy-interception',
  explains(cause, context) {
    const decided = interceptionOf(cause, context);
    if (decided === null) return null;
    const { proxy, issuer, found } = decided;
    const who = proxy === null ? 'something on the way' : `the proxy ${proxyUrl(proxy)}`;
    const host = bareHost(cause.url);
    const exempt = proxy === null ? '' : `, or name ${host} in NO_PROXY where the direct way is open`;
    return {
      title: `${who} opens the connection to ${host} and shows a certificate of its own, issued by ${quoted(issuer)}`,
      subject: proxy === null ? `${hostPort(cause.url)}` : `proxy ${proxyUrl(proxy)}`,
      evidence: [
        ...comparison(decided, (text, fact) => (fact === undefined ? seen(cause, text) : { text, fact })),
        ...certificateEvidence(cause, found).filter(({ text }) => !text.startsWith('seen through a proxy')),
        ...(proxy === null ? [] : [{ text: `${proxy.source.says} and NO_PROXY does not name ${host}`, fact: null }]),
      ],
      nextStep: `whoever runs ${proxy === null ? 'the network' : 'the proxy'}: leave ${host} out of the inspection; or get its CA certificate from them and trust it on this machine${exempt}`,
    };
  },
};

function comparison(
  { shownBy, direct, issuer, found, proxy }: Interception,
  say: (text: string, fact?: string) => Evidence,
): Evidence[] {
  if (shownBy === 'direct' && direct !== null)
    return [
      say(
        `asked directly, ${found.name} shows a certificate issued by ${quoted(direct.issuer)}, which is trusted here`,
        direct.fact,
      ),
      say(`through the proxy, one issued by ${quoted(issuer)}`),
    ];
  const where = proxy === null ? 'the connection is direct as far as this machine knows' : 'a proxy is in the way';
  return [say(`${where}, and the issuer is named after a product that signs certificates of its own for every host`)];
}
