import { domainToASCII } from 'node:url';
import type { DaemonEnvironment } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import type { ProxyPolicy, ProxyServer } from '../../plan/transport.js';

type Environment = Readonly<Record<string, string>>;

/** Ports of proxy URLs without one (golang/go `net/http/transport.go`: portMap). */
const DEFAULT_PORTS = { http: 80, https: 443, socks5: 1080 } as const;

/** NO_PROXY entries looked at: far more than anyone writes, so that a hostile value costs nothing. */
const MAX_ENTRIES = 1000;

/**
 * The proxies a Go program takes from its environment, once a process (golang.org/x/net `http/httpproxy/proxy.go`: FromEnvironment, init):
 * upper case before lower case, empty counts as unset, a value that isn't a URL is taken as `host:port`, one that is no address at all is ignored.
 * A user name and password in the URL are named `environment:VARIABLE`, see `proxyCredential`.
 * @param daemon whose environment it is, where it isn't the shell's: then sources tell the file that sets a variable, and credentials are named by it.
 */
export function proxyPolicy(environment: Environment, daemon?: DaemonEnvironment): ProxyPolicy {
  const http = proxyOf(environment, daemon, 'HTTP_PROXY', 'http_proxy');
  const https = proxyOf(environment, daemon, 'HTTPS_PROXY', 'https_proxy');
  const exempt = firstSet(environment, 'NO_PROXY', 'no_proxy');
  const unusable = {
    ...(http?.unusable === undefined ? {} : { http: http.unusable }),
    ...(https?.unusable === undefined ? {} : { https: https.unusable }),
  };
  return {
    http: http?.server ?? null,
    https: https?.server ?? null,
    exempt: exemptions(exempt?.value ?? ''),
    exemptSource: exempt === null ? null : environmentSource(exempt.name, exempt.value, daemon),
    ...((environment['REQUEST_METHOD'] ?? '') === '' ? {} : { cgi: true }),
    ...(Object.keys(unusable).length === 0 ? {} : { unusable }),
  };
}

/** The secret that a proxy URL of the environment carries, by the name that `proxyPolicy` gave it; null for any other name. For the vault only. */
export function proxyCredential(
  environment: Environment,
  id: string,
): { readonly username: string; readonly password: string; readonly token: null } | null {
  const variable = id.startsWith('environment:') ? id.slice('environment:'.length) : '';
  const userinfo = parts(environment[variable] ?? '')?.userinfo;
  if (userinfo === undefined || userinfo === null) return null;
  const colon = userinfo.indexOf(':');
  const username = colon === -1 ? userinfo : userinfo.slice(0, colon);
  return { username: decode(username), password: colon === -1 ? '' : decode(userinfo.slice(colon + 1)), token: null };
}

function firstSet(environment: Environment, ...names: string[]): { name: string; value: string } | null {
  for (const name of names) {
    const value = environment[name] ?? '';
    if (value !== '') return { name, value };
  }
  return null;
}

function exemptions(value: string): string[] {
  const entries = value.split(',', MAX_ENTRIES).map((entry) => entry.trim().toLowerCase());
  return entries.filter((entry) => entry !== '');
}

function proxyOf(
  environment: Environment,
  daemon: DaemonEnvironment | undefined,
  ...names: string[]
): { server: ProxyServer | null; unusable?: string } | null {
  const set = firstSet(environment, ...names);
  if (set === null) return null;
  const found = parts(set.value);
  if (found === null) return null;
  const { scheme, host, port } = found;
  if (scheme !== 'http' && scheme !== 'https' && scheme !== 'socks5' && scheme !== 'socks5h') {
    return { server: null, unusable: `the proxy scheme ${scheme} of ${set.name} is not known` };
  }
  const kind = scheme === 'socks5h' ? 'socks5' : scheme;
  return {
    server: {
      scheme: kind,
      host,
      port: port ?? DEFAULT_PORTS[kind],
      credential: found.userinfo === null ? null : credentialName(set.name, daemon),
      source: environmentSource(set.name, `${scheme}://${host}${port === null ? '' : `:${port}`}`, daemon),
    },
  };
}

/** `scheme://[user@]host[:port]` taken apart; a value without scheme or host is read again with `http://` before it. */
function parts(value: string): { scheme: string; host: string; port: number | null; userinfo: string | null } | null {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]/i.test(value) ? value : `http://${value}`;
  const found =
    /^([a-z][a-z0-9+.-]*):\/\/(?:([^/?#]*)@)?(\[[0-9a-f:.%]+\]|[^:/?#@[\]\s]+)(?::(\d{0,5}))?(?:[/?#]|$)/i.exec(
      withScheme,
    );
  if (found === null) return null;
  const host = (found[3] ?? '').replace(/^\[|\]$/g, '');
  const port = found[4] === undefined || found[4] === '' ? null : Number(found[4]);
  return {
    scheme: (found[1] ?? '').toLowerCase(),
    host: host.includes(':') ? host : domainToASCII(host) || host,
    port,
    userinfo: found[2] ?? null,
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A daemon's variable is another secret than the shell's of the same name (`daemonProxyCredential` finds it). */
function credentialName(variable: string, daemon: DaemonEnvironment | undefined): string {
  const owner = daemon === undefined ? '' : `@${daemon.processes.join(',')}@${daemon.units.join(',')}`;
  return `environment:${variable}${owner}`;
}

function environmentSource(name: string, value: string, daemon: DaemonEnvironment | undefined): Source {
  const origin = daemon?.sources[name];
  const place = origin === undefined ? '' : ` (set in ${origin.name}${origin.line === null ? '' : `:${origin.line}`})`;
  return { kind: 'environment', name, line: null, says: `${name}=${value}${place}` };
}
