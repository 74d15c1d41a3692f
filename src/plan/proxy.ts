import { domainToASCII } from 'node:url';
import ipaddr from 'ipaddr.js';
import type { ProxyPolicy, ProxyServer } from './transport.js';

/** Ports that Go fills in for a URL without one (golang.org/x/net `http/httpproxy/proxy.go`: portMap). */
const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443', socks5: '1080' };

/** The text of golang.org/x/net `http/httpproxy/proxy.go`: proxyForURL. */
const CGI_REFUSAL = 'refusing to use HTTP_PROXY value in CGI environment; see golang.org/s/cgihttpproxy';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * The proxy a Go program sends a request through: null for none, `error` where the request fails at once with that text.
 * Rules of golang.org/x/net `http/httpproxy/proxy.go`: `localhost` and loopback literals never go through a proxy,
 * names are not resolved, CIDR entries match IP literals only.
 */
export function proxyFor(policy: ProxyPolicy, url: string): ProxyServer | null | { readonly error: string } {
  const parts = splitUrl(url);
  if (parts === null || (parts.scheme !== 'http' && parts.scheme !== 'https')) return null;
  const server = policy[parts.scheme];
  const unusable = policy.unusable?.[parts.scheme];
  if (server === null && unusable === undefined) return null;
  if (parts.scheme === 'http' && policy.cgi === true) return { error: CGI_REFUSAL };
  if (!usesProxy(policy.exempt, parts.host, parts.port)) return null;
  return unusable === undefined ? server : { error: unusable };
}

/** True where requests to host and port go through a proxy in spite of these NO_PROXY entries (lower case, in order). */
export function usesProxy(exempt: readonly string[], host: string, port: string): boolean {
  if (host === 'localhost') return false;
  // A zone (`fe80::1%eth0`) doesn't keep a literal from being one; entries can't have any.
  const address = literal(host.includes(':') ? host.replace(/%.+$/s, '') : host);
  if (address?.range() === 'loopback') return false;
  const name = host.trim().toLowerCase();
  return !exempt.some((entry) => entry === '*' || exempts(entry, name, port, address));
}

function exempts(entry: string, host: string, port: string, address: Address | null): boolean {
  const network = cidr(entry);
  if (network !== null) return address !== null && address.kind() === network[0].kind() && address.match(...network);
  const split = splitHostPort(entry);
  const entryHost = split?.host ?? entry;
  if (entryHost === '') return false;
  const entryPort = split?.port ?? '';
  const portMatches = entryPort === '' || entryPort === port;
  const entryAddress = literal(entryHost);
  if (entryAddress !== null) {
    return address !== null && entryAddress.toNormalizedString() === address.toNormalizedString() && portMatches;
  }
  if (address !== null) return false;
  const withoutStar = entryHost.startsWith('*.') ? entryHost.slice(1) : entryHost;
  const subdomainsOnly = withoutStar.startsWith('.');
  const bare = ascii(subdomainsOnly ? withoutStar.slice(1) : withoutStar);
  return portMatches && (host.endsWith(`.${bare}`) || (!subdomainsOnly && host === bare));
}

function cidr(entry: string): [Address, number] | null {
  if (!ipaddr.isValidCIDR(entry)) return null;
  const [address, bits] = ipaddr.parseCIDR(entry);
  return [address, bits];
}

/** An IP literal as Go reads one (no octal or short forms); IPv4 inside IPv6 counts as IPv4. */
function literal(host: string): Address | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(host)) return ipaddr.IPv4.parse(host);
  if (!host.includes(':') || !ipaddr.IPv6.isValid(host)) return null;
  return ipaddr.process(host);
}

/** Go's `net.SplitHostPort`: null where there is no port or the colons don't add up. */
function splitHostPort(entry: string): { host: string; port: string } | null {
  const found = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([^:[\]]*)$/.exec(entry);
  return found === null ? null : { host: found[1] ?? found[2] ?? '', port: found[3] ?? '' };
}

/** Not WHATWG's parser: that one refuses zones and rewrites IP literals that Go leaves alone. */
function splitUrl(url: string): { scheme: string; host: string; port: string } | null {
  const found = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#@]*@)?(\[[^\]/?#]*\]|[^:/?#]*)(?::(\d*))?(?:[/?#]|$)/i.exec(url);
  if (found === null) return null;
  const scheme = (found[1] ?? '').toLowerCase();
  const host = (found[2] ?? '').replace(/^\[|\]$/g, '');
  return { scheme, host: ascii(unescapeZone(host)), port: found[3] || (DEFAULT_PORTS[scheme] ?? '') };
}

function unescapeZone(host: string): string {
  return host.replace('%25', '%');
}

function ascii(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is what "ASCII" means
  if (/^[\x00-\x7f]*$/.test(name)) return name;
  return domainToASCII(name) || name;
}
