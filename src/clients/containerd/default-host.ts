import ipaddr from 'ipaddr.js';
import type { Source } from '../../host/source.js';
import { sinceVersion } from '../version.js';
import { httpFallback } from './http-fallback.js';
import type { RegistryHost } from './registry-host.js';

/** From here on literal loopback hosts are not simply https. */
const LOCALHOST_IS_HTTP = ['1.6.9', '1.7.0'];
/** From here on they are https first, unverified, then http. */
const LOCALHOST_FALLS_BACK = ['1.6.25', '1.7.7'];

/** What a `server` entry without a name keeps of its own. */
export interface DefaultHostSettings {
  readonly skipVerify: boolean;
  readonly authorities: RegistryHost['authorities'];
  readonly clientCertificate: RegistryHost['clientCertificate'];
  readonly sources: readonly Source[];
  /** True where `ca`, `client` or `skip_verify` is there, even `skip_verify = false`: plain http is then tried after https. */
  readonly explicitTls?: boolean;
  readonly dialMs?: number;
  readonly unusable?: NonNullable<RegistryHost['unusable']>;
}

export const NO_SETTINGS: DefaultHostSettings = {
  skipVerify: false,
  authorities: [],
  clientCertificate: null,
  sources: [],
};

/** What the program that uses the library asks of it (containerd `config/hosts.go`: HostOptions). */
export interface HostOptions {
  /** DefaultScheme: `ctr --plain-http`, nerdctl for loopback hosts. Counts for a host that no file names. */
  readonly defaultScheme?: 'http' | 'https';
  /** DefaultTLS, for all hosts: `--skip-verify`. Present at all it makes plain http be tried after https. */
  readonly defaultTls?: { readonly skipVerify: boolean; readonly source: Source };
  /** True for k3s' and RKE2's containerd, which is patched to know `rewrite`. */
  readonly rewrites?: boolean;
}

/** The host of the reference itself where nothing names another (containerd `config/hosts.go`: ConfigureHosts). */
export function defaultHost(
  version: string,
  registry: string,
  settings: DefaultHostSettings,
  options: HostOptions = {},
): RegistryHost {
  const { explicitTls: ofOwn, ...kept } = settings;
  const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  const { scheme, skipsVerify, explicitTls } =
    registry === 'docker.io'
      ? { scheme: 'https' as const, skipsVerify: false, explicitTls: false }
      : schemeOf(version, registry, options.defaultScheme ?? null);
  const fallsBack = scheme === 'http' && (explicitTls || ofOwn === true || options.defaultTls !== undefined);
  const says = `${scheme}://${host}`;
  return {
    ...kept,
    scheme,
    host,
    path: '/v2',
    resolves: true,
    skipVerify: skipsVerify || kept.skipVerify || options.defaultTls?.skipVerify === true,
    httpFallback: fallsBack ? httpFallback(version, host) : null,
    sources: [
      ...kept.sources,
      ...(options.defaultTls === undefined ? [] : [options.defaultTls.source]),
      { kind: 'default', name: `containerd ${version}`, line: null, says },
    ],
  };
}

interface Scheme {
  readonly scheme: 'https' | 'http';
  readonly skipsVerify: boolean;
  readonly explicitTls: boolean;
}

function schemeOf(version: string, registry: string, asked: 'http' | 'https' | null): Scheme {
  const plain = (scheme: 'https' | 'http'): Scheme => ({ scheme, skipsVerify: false, explicitTls: false });
  if (!isLocalhost(registry) || !sinceVersion(version, LOCALHOST_IS_HTTP)) return plain(asked ?? 'https');
  if (!sinceVersion(version, LOCALHOST_FALLS_BACK))
    return asked === 'https' ? plain('https') : { scheme: 'http', skipsVerify: true, explicitTls: true };
  if (asked !== null) return plain(asked);
  const port = portOf(registry);
  if (port === '80') return plain('http');
  return { scheme: port === null || port === '443' ? 'https' : 'http', skipsVerify: true, explicitTls: true };
}

/** Literally `localhost` or a loopback address; a name that resolves to one is not (containerd `core/remotes/docker/registry.go`: MatchLocalhost). */
export function isLocalhost(registry: string): boolean {
  if (registry === '::1' || registry === '[::1]') return true;
  const name = /^\[([^\]]*)\]:\d+$/.exec(registry)?.[1] ?? registry.replace(/:\d+$/, '');
  if (name === 'localhost') return true;
  if (ipaddr.IPv4.isValidFourPartDecimal(name)) return ipaddr.IPv4.parse(name).range() === 'loopback';
  return name.includes(':') && ipaddr.IPv6.isValid(name) && ipaddr.process(name).range() === 'loopback';
}

function portOf(registry: string): string | null {
  return /^(?:\[[^\]]*\]|[^:]*):(\d+)$/.exec(registry)?.[1] ?? null;
}
