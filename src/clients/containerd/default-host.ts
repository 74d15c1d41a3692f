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
}

export const NO_SETTINGS: DefaultHostSettings = {
  skipVerify: false,
  authorities: [],
  clientCertificate: null,
  sources: [],
};

/** The host of the reference itself where nothing names another (containerd `config/hosts.go`: ConfigureHosts, default scheme). */
export function defaultHost(version: string, registry: string, settings: DefaultHostSettings): RegistryHost {
  const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  const https: RegistryHost = { ...settings, scheme: 'https', host, path: '/v2', resolves: true, httpFallback: null };
  if (!isLocalhost(registry) || !sinceVersion(version, LOCALHOST_IS_HTTP)) return https;
  const port = /:(\d+)$/.exec(registry)?.[1] ?? null;
  const unverified = { ...https, skipVerify: true };
  if (port === '80') return { ...unverified, scheme: 'http' };
  if (!sinceVersion(version, LOCALHOST_FALLS_BACK)) return { ...unverified, scheme: 'http' };
  if (port === null || port === '443') return unverified;
  return { ...unverified, scheme: 'http', httpFallback: httpFallback(version, registry) };
}

/** The same in mirrors mode (containerd `internal/cri/server/images/image_pull.go`: defaultScheme): loopback is http and nothing else. */
export function mirrorsDefaultHost(registry: string): RegistryHost {
  const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  const scheme = isLocalhost(registry) ? 'http' : 'https';
  return { ...NO_SETTINGS, scheme, host, path: '/v2', resolves: true, httpFallback: null };
}

/** Literally `localhost` or a loopback address; a name that resolves to one is not (containerd `core/remotes/docker/registry.go`: MatchLocalhost). */
export function isLocalhost(registry: string): boolean {
  const name = registry.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return name === 'localhost' || (ipaddr.isValid(name) && ipaddr.process(name).range() === 'loopback');
}
