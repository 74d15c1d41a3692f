import { isIPv4 } from 'node:net';
import { hostsWith } from '../host/hosts-line.js';
import { isIPv6 } from '../text/address.js';
import type { Cause, DiagnosisContext } from './context.js';
import { bareHost, partsOf } from './parts.js';
import type { Change } from './trials.js';

/** IPv4 addresses that DNS or the hosts file gives for the host of a request. */
export function ipv4AddressesOf(
  cause: Pick<Cause, 'case' | 'request' | 'url'>,
  context: Pick<DiagnosisContext, 'facts' | 'host'>,
): string[] {
  const name = bareHost(cause.url).toLowerCase();
  const fromDns = partsOf(cause, 'dns').flatMap(({ facts }) =>
    facts.flatMap((id) => {
      const fact = context.facts.byId(id);
      return fact?.kind === 'dns' ? fact.addresses : [];
    }),
  );
  const fromHosts = context.host.resolver.hosts
    .filter(({ names }) => names.includes(name))
    .map(({ address }) => address);
  return [...new Set([...fromHosts, ...fromDns])].filter(isIPv4);
}

/** The hosts file with an IPv4 address for a name: what keeps a program from trying IPv6. Null where the name is no name. */
export function ipv4Only(
  name: string,
  address: string,
  { host }: Pick<DiagnosisContext, 'host'>,
): Required<Pick<Change, 'files'>> {
  return { files: [{ path: '/etc/hosts', content: hostsWith(host.files, address, name) }] };
}

/** True for `[fd00::7]:443`. */
export function isIpv6Address(address: string | null): boolean {
  return address !== null && isIPv6(/^\[(.+)\]:\d+$/.exec(address)?.[1] ?? '');
}
