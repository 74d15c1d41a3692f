import ipaddr from 'ipaddr.js';
import { rememberTexts } from '../text/remember-texts.js';

/** Kinds of address that reach this machine itself, its link, or no single other machine. */
export type NearRange = 'loopback' | 'link-local' | 'metadata' | 'unspecified' | 'multicast' | 'broadcast';

/** Names of ipaddr.js → ours. Private ranges (10/8, fc00::/7…) are not near: registries and their stores live there. */
const RANGES: Readonly<Record<string, NearRange>> = {
  loopback: 'loopback',
  linkLocal: 'link-local',
  unspecified: 'unspecified',
  multicast: 'multicast',
  broadcast: 'broadcast',
};

/**
 * Where clouds hand out credentials to whoever asks: 169.254.169.254 of most, AWS and GCP over IPv6, Alibaba, Oracle's second, Azure's wire
 * server. Some are in ranges that are ordinary otherwise.
 */
const METADATA = new Set([
  '169.254.169.254',
  '169.254.170.2',
  'fd00:ec2::254',
  'fd20:ce::254',
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
]);

/** Ranges of IPv6 that carry an IPv4 address, and where in the 16 octets it stands (RFC 6052, RFC 3056). */
const CARRIES_IPV4: Readonly<Record<string, number>> = { rfc6052: 12, '6to4': 2 };

/** 0.0.0.0/8: Linux takes 0.0.0.0 for the loopback. */
const THIS_NETWORK: [ipaddr.IPv4, number] = [ipaddr.IPv4.parse('0.0.0.0'), 8];

/** How near an IP literal is: null for an address like any other, and for what is no IP literal. IPv4 inside IPv6 counts as what it is. */
export const nearRange: (address: string) => NearRange | null = rememberTexts(rangeOf);

function rangeOf(address: string): NearRange | null {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/s, '');
  if (!ipaddr.isValid(bare)) return null;
  const parsed = carried(ipaddr.process(bare));
  if (METADATA.has(parsed.toString())) return 'metadata';
  if (parsed instanceof ipaddr.IPv4 && parsed.match(THIS_NETWORK)) return 'unspecified';
  return RANGES[parsed.range()] ?? null;
}

function carried(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  const at = address instanceof ipaddr.IPv6 ? CARRIES_IPV4[address.range()] : undefined;
  return at === undefined ? address : new ipaddr.IPv4(address.toByteArray().slice(at, at + 4));
}
