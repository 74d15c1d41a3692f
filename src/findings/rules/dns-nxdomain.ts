import { keyId } from '../../facts/keys.js';
import { localRegistry } from '../local-registry.js';
import { foundByLibc, otherServerThatKnows, ownView, repliesOf, serversOf } from '../look-up.js';
import { bareHost, hopEvidence, listed } from '../parts.js';
import type { Rule } from '../rule.js';

/** The name servers say that the name does not exist; Go and glibc ask no further server after that. */
export const dnsNxdomain: Rule = {
  code: 'dns-nxdomain',
  explains(cause, context) {
    if (cause.failure.kind !== 'dns-nxdomain') return null;
    const name = bareHost(cause.url);
    const servers = serversOf(cause);
    const other = otherServerThatKnows(name, servers, context);
    const known =
      other === null
        ? []
        : [
            {
              text: `name server ${other.server}: ${name} is ${listed(other.fact.addresses)}; but "no such name" of the server before it is final`,
              fact: keyId({ kind: 'dns', server: other.server, name, type: 'A' }),
            },
          ];
    const replies = repliesOf(cause, context);
    const local = localRegistry(cause, context);
    return {
      title:
        servers.length === 0
          ? `${name} is in no hosts file, and DNS is not asked`
          : `the host name ${name} does not exist, says name server ${listed(servers)}`,
      subject: name,
      evidence: [
        ...replies,
        ...known,
        ...foundByLibc(name, context),
        ...ownView(name, cause, context),
        ...(local?.evidence ?? []),
        ...hopEvidence(cause),
      ],
      nextStep:
        local?.nextStep ??
        `check the spelling of ${name}; if it is right, whoever runs its DNS zone must add it, or make the zone visible to ${servers.length === 0 ? 'this machine' : listed(servers)}`,
    };
  },
};
