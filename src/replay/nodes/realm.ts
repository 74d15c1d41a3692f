import ipaddr from 'ipaddr.js';
import type { ChallengeRule } from '../../plan/nodes.js';
import type { StepResult, Walker } from '../walker.js';
import { leaveUnasked, notFollowed } from './redirect-policy.js';

/** IPv4 and IPv6 ranges that no token server of a public registry is in. */
const LOCAL_RANGES = new Set(['loopback', 'linkLocal', 'private', 'uniqueLocal', 'unspecified']);

/** Why a client with such a rule doesn't ask the realm that a registry (its URL) named; null: it does. */
export function refusedRealm({ refusesRealms }: ChallengeRule, realm: string, registry: string): string | null {
  const to = URL.parse(realm);
  const from = URL.parse(registry);
  if (refusesRealms === undefined || to === null || from === null) return null;
  if (to.protocol === 'http:' && from.protocol === 'https:')
    return 'invalid realm in www-authenticate: a plain http realm is not allowed for a registry asked over https';
  const isSame = refusesRealms === 'unless-same-host' ? to.hostname === from.hostname : to.host === from.host;
  const host = to.hostname.replace(/^\[|\]$/g, '');
  if (isSame || !ipaddr.isValid(host) || !LOCAL_RANGES.has(ipaddr.process(host).range())) return null;
  return `invalid realm in www-authenticate: realm host "${host}" is a private or link-local address`;
}

/** What comes of a realm that the client asks and regdoctor doesn't (see `notFollowed`); null where it does. */
export function unaskedRealm(walker: Walker, rule: ChallengeRule, realm: string, registry: string): StepResult | null {
  const to = URL.parse(realm);
  const from = URL.parse(registry);
  if (to === null || from === null || (to.protocol !== 'https:' && to.protocol !== 'http:')) return null;
  // What a realm is sent, and by which method, is the client's own doing: the host is all that is judged.
  const because = notFollowed(walker, rule.transport, 'GET', from, to);
  return because === null ? null : leaveUnasked(walker, 'token', 'GET', from, to, because);
}
