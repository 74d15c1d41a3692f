import type { ResolverPolicy } from '../../plan/transport.js';

/**
 * Names that are asked, in order (golang/go `net/dnsclient_unix.go`: nameList; glibc `resolv/res_query.c`: res_search agrees). A name
 * with dots enough is asked as it is first; musl (`lookup_name.c`: name_from_dns_search) then tries no suffix.
 */
export function candidateNames(policy: ResolverPolicy, name: string): readonly string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const dots = name.split('.').length - 1;
  const suffixed = policy.config.search
    .filter((suffix) => suffix !== '' && suffix !== '.')
    .map((suffix) => `${name}.${suffix.replace(/\.$/, '')}`);
  return dots >= policy.config.ndots ? [name, ...(policy.kind === 'musl' ? [] : suffixed)] : [...suffixed, name];
}
