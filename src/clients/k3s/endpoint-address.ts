import { isLocalhost } from '../containerd/default-host.js';

/** An endpoint in its one form. */
export interface EndpointAddress {
  /** `https://reg:5000/v2`, as written to hosts.toml. */
  readonly url: string;
  readonly scheme: string;
  /** host[:port] contacted. */
  readonly host: string;
  /** Key under `configs` that is looked up: the host, `docker.io` for Hub. */
  readonly registry: string;
  /** The path is taken as it stands instead of getting `/v2`. */
  readonly override: boolean;
}

/** What Go's `url.Parse` refuses in a host. */
const BAD_HOST = /[\s{}\\^`|%]/;

/**
 * An address of `endpoint`, or a key of `mirrors` and `configs` (k3s `pkg/agent/containerd/config.go`: normalizeEndpointAddress): no scheme means
 * https, and http for loopback with a port other than 443. Null: k3s drops it with a warning.
 * @param embeddedMirror host:port of the embedded mirror, which is https although it is loopback; null: it isn't running.
 */
export function endpointAddress(endpoint: string, embeddedMirror: string | null): EndpointAddress | null {
  const [, written = '', rest = ''] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?(.*)$/s.exec(endpoint) ?? [];
  if (written === '' && endpoint.includes('://')) return null;
  const [, authority = '', path = '', tail = ''] = /^([^/?#]*)([^?#]*)(.*)$/s.exec(rest) ?? [];
  const at = authority.lastIndexOf('@');
  const user = authority.slice(0, at + 1);
  const registry = authority.slice(at + 1);
  if (registry === '' || BAD_HOST.test(registry) || BAD_HOST.test(user)) return null;
  const port = /:([^:\]]*)$/.exec(registry)?.[1] ?? null;
  if (port !== null && !/^\d*$/.test(port)) return null;
  const local = isLocalhost(registry) && port !== null && port !== '' && port !== '443' && registry !== embeddedMirror;
  const scheme = written === '' ? (local ? 'http' : 'https') : written.toLowerCase();
  const host = hostOf(registry);
  const standard = path === '' || path === '/' || path === '/v2';
  return {
    url: `${scheme}://${user}${host}${standard ? '/v2' : path}${tail}`,
    scheme,
    host,
    registry: host === HUB_HOST ? HUB : registry,
    override: !standard,
  };
}

/** Docker Hub as images name it. */
export const HUB = 'docker.io';
/** Docker Hub as it is contacted. */
export const HUB_HOST = 'registry-1.docker.io';

/** containerd `core/remotes/docker/registry.go`: DefaultHost. */
export function hostOf(registry: string): string {
  return registry === HUB ? HUB_HOST : registry;
}
