import ipaddr from 'ipaddr.js';
import { versionAtLeast } from '../version.js';

/** Until here every `*.local` name was taken for plain http (go-containerregistry #2281). */
const LOCAL_IS_HTTPS_SINCE = '0.21.6';
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/**
 * True where http is tried beside https (go-containerregistry `pkg/name/registry.go`: Registry.Scheme): `localhost` with a port, names below it,
 * 127.0.0.1, ::1, private IPv4 literals.
 */
export function mayBeHttp(registry: string, version: string): boolean {
  if (registry === '::1') return true;
  const name = registry.replace(/:\d+$/, '');
  const bare = name.replace(/^\[|\]$/g, '');
  if (registry.startsWith('localhost:') || name.endsWith('.localhost')) return true;
  if (name === '127.0.0.1' || bare === '::1') return true;
  if (name.endsWith('.local') && !versionAtLeast(version, LOCAL_IS_HTTPS_SINCE)) return true;
  if (!ipaddr.IPv4.isValidFourPartDecimal(name)) return false;
  const address = ipaddr.IPv4.parse(name);
  return PRIVATE.some((range) => address.match(ipaddr.IPv4.parseCIDR(range)));
}
