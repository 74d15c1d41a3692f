import type { DnsFact } from '../../facts/facts.js';

/** Maps an error code of c-ares (node:dns Resolver) to what the server did. */
export function resolverOutcome(code: string): Exclude<DnsFact['outcome'], 'answer'> {
  switch (code) {
    case 'ENODATA':
      return 'nodata';
    case 'ENOTFOUND':
    case 'EBADNAME':
      return 'nxdomain';
    case 'ETIMEOUT':
      return 'silent';
    case 'ECONNREFUSED':
      return 'unreachable';
    case 'EBADRESP':
      return 'malformed';
    default:
      return 'server-failure';
  }
}

/**
 * Maps an error code of getaddrinfo (dns.lookup). libc says "no such name" and "no address" with one code; a server
 * that fails or does not answer is EAI_AGAIN.
 */
export function libcOutcome(code: string): Exclude<DnsFact['outcome'], 'answer'> {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_NONAME':
      return 'nxdomain';
    case 'ENODATA':
    case 'EAI_NODATA':
    case 'EAI_ADDRFAMILY':
      return 'nodata';
    default:
      return 'server-failure';
  }
}

/** `10.0.0.10`, `10.0.0.10#5353`, `fd00::10#53` in the form `Resolver.setServers` takes; port 53 where none is given. */
export function resolverServer(server: string): string {
  const [address = '', port = '53'] = server.split('#');
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
