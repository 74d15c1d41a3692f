import type { FailureKind } from '../../plan/failure.js';
import type { ResolverPolicy } from '../../plan/transport.js';
import { isIP } from '../../text/address.js';
import type { Walker } from '../walker.js';
import { lookUpLikeGlibc } from './glibc.js';
import { lookUpLikeGo } from './go.js';
import { lookUpLikeMusl } from './musl.js';
import { candidateNames } from './search.js';

/** Addresses in the order the client would use them, or why there are none. */
export type Resolution =
  | { readonly kind: 'addresses'; readonly addresses: readonly string[]; readonly facts: readonly string[] }
  | { readonly kind: 'failed'; readonly failure: FailureKind; readonly text: string; readonly fact: string | null }
  | { readonly kind: 'blocked' };

const LOOK_UP = { go: lookUpLikeGo, glibc: lookUpLikeGlibc, musl: lookUpLikeMusl } as const;

/** Sources of nsswitch that a resolver walks; anything else is skipped here (the plan chose libc for them). */
const KNOWN_SOURCES = new Set(['files', 'dns', 'myhostname']);

/** Looks a host up as the policy's resolver would: hosts file and DNS by nsswitch order, search list, servers in turn. */
export function resolveName(walker: Walker, policy: ResolverPolicy, host: string, parent: number | null): Resolution {
  const literal = host.startsWith('[') ? host.slice(1, -1) : host;
  if (isIP(literal) !== 0) return { kind: 'addresses', addresses: [literal], facts: [] };
  const order = policy.kind === 'musl' ? ['files', 'dns'] : sourceOrder(policy.config.nsswitch);
  let failed: Resolution | null = null;
  for (const source of order) {
    if (source === 'files') {
      const addresses = fromHosts(policy, literal);
      if (addresses.length > 0) return { kind: 'addresses', addresses, facts: [] };
    } else if (source === 'myhostname' && policy.kind === 'glibc') {
      if (literal === 'localhost' || literal.endsWith('.localhost'))
        return { kind: 'addresses', addresses: ['127.0.0.1', '::1'], facts: [] };
    } else if (source === 'dns') {
      failed = overDns(walker, policy, literal, parent);
      if (failed.kind !== 'failed') return failed;
    }
  }
  return failed ?? { kind: 'failed', failure: 'dns-nxdomain', text: `lookup ${literal}: no such host`, fact: null };
}

function overDns(walker: Walker, policy: ResolverPolicy, host: string, parent: number | null): Resolution {
  if (policy.config.nameservers.length > 0)
    return LOOK_UP[policy.kind](walker, policy, host, candidateNames(policy, host), parent);
  const text = `lookup ${host}: no name server is configured`;
  return { kind: 'failed', failure: 'dns-unreachable', text, fact: null };
}

function sourceOrder(nsswitch: readonly string[]): readonly string[] {
  const known = nsswitch.filter((word) => KNOWN_SOURCES.has(word));
  return known.length === 0 ? ['files', 'dns'] : known;
}

/** Names compare without case and trailing dot (golang/go `net/hosts.go`: lookupStaticHost). */
function fromHosts(policy: ResolverPolicy, name: string): string[] {
  const wanted = name.toLowerCase().replace(/\.$/, '');
  return policy.config.hosts
    .filter((entry) => entry.names.some((candidate) => candidate.toLowerCase() === wanted))
    .map(({ address }) => address);
}
