import type { ResolverPolicy } from '../../plan/transport.js';

/**
 * Names that are asked, in order (golang/go `net/dnsclient_unix.go`: nameList; glibc res_search and musl name_from_dns_search agree
 * but for the last try of a short name, which musl makes only when it has dots enough or no suffix answered).
 */
export function candidateNames(policy: ResolverPolicy, name: string): readonly string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const dots = name.split('.').length - 1;
  const suffixed = policy.config.search
    .filter((suffix) => suffix !== '' && suffix !== '.')
    .map((suffix) => `${name}.${suffix.replace(/\.$/, '')}`);
  return dots >= policy.config.ndots ? [name, ...(policy.kind === 'musl' ? [] : suffixed)] : [...suffixed, name];
}
