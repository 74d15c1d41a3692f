import { inTurn, named } from '../../meaning.js';
import type { RegistryHost } from '../registry-host.js';

/** Stands for whatever registry is asked for where a setting names none; nobody configures it. */
export const ANY_REGISTRY = 'any-registry.invalid';

/** `images of reg:5000 are asked of http://reg:5000 first, then of https://reg:5000`: the hosts in the order in which they are asked. */
export function askedOf(registry: string, hosts: readonly RegistryHost[]): string {
  const subject = registry === ANY_REGISTRY ? 'registries without an entry of their own' : named(registry);
  return `images of ${subject} are asked of ${inTurn(hosts.map(hostWords))}`;
}

/** One host: its URL, whether it is verified, and when http takes the place of https. */
export function hostWords(host: RegistryHost): string {
  return `${urlWords(host)}${host.resolves ? '' : host.pulls === false ? ' (for nothing)' : ' (by digest only)'}`;
}

function urlWords({ scheme, host, path, skipVerify, httpFallback }: RegistryHost): string {
  if (host === ANY_REGISTRY) return `the registry itself over ${scheme}${skipVerify ? ' without verification' : ''}`;
  const at = `${named(host)}${path === '/v2' ? '' : named(path)}`;
  if (scheme === 'http' && httpFallback === null) return `http://${at}`;
  const https = `https://${at}${skipVerify ? ' without verification' : ''}`;
  if (scheme === 'https') return https;
  const when = httpFallback?.includes('tcp-refused')
    ? 'where it answers in plain HTTP, refuses or is silent'
    : 'where it answers in plain HTTP or not in time';
  return `${https} (${when}: http://${at})`;
}
