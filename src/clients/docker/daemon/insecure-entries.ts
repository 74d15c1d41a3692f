import ipaddr from 'ipaddr.js';
import { isIP } from '../../../text/address.js';

/** An entry of insecure-registries as the engine keeps it, or why it doesn't start. */
export type InsecureEntry =
  | { readonly kind: 'network'; readonly network: string }
  /** host[:port], compared whole with its case. */
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'invalid'; readonly text: string };

const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
/** distribution/reference `regexp.go`: DomainRegexp. */
const DOMAIN = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
/** Longest entry looked at: a name has at most 255 characters. */
const LONGEST = 1000;
const HIGHEST_PORT = 65_535;

/** One entry (moby `daemon/pkg/registry/config.go`: loadInsecureRegistries, validateHostPort). `http://` and `https://` go with a warning. */
export function insecureEntry(entry: string): InsecureEntry {
  if (entry.length > LONGEST) return invalid(entry.slice(0, 100), entry.slice(0, 100));
  const index = indexNameError(entry);
  if (index !== null) return { kind: 'invalid', text: index };
  const scheme = /^([\s\S]*?):\/\/([\s\S]*)$/.exec(entry);
  if (scheme !== null && !/^https?$/i.test(scheme[1] ?? ''))
    return { kind: 'invalid', text: `insecure registry ${entry} should not contain '://'` };
  const name = scheme?.[2] ?? entry;
  if (isNetwork(name)) return { kind: 'network', network: name };
  const { host, port } = splitHostPort(name);
  if (!DOMAIN.test(name) && isIP(host) === 0) return invalid(name, host);
  if (port !== '' && Number(port) > HIGHEST_PORT)
    return { kind: 'invalid', text: `insecure registry ${name} is not valid: invalid port ${JSON.stringify(port)}` };
  return { kind: 'name', name };
}

/** Why a name is no index name, or null (…: ValidateIndexName). */
export function indexNameError(entry: string): string | null {
  const name = normalIndexName(entry);
  return name.startsWith('-') || name.endsWith('-')
    ? `invalid index name (${name}). Cannot begin or end with a hyphen`
    : null;
}

/** Docker Hub's old name becomes the one it goes by (…: normalizeIndexName). */
export function normalIndexName(name: string): string {
  return name === 'index.docker.io' ? 'docker.io' : name;
}

function invalid(name: string, host: string): InsecureEntry {
  return { kind: 'invalid', text: `insecure registry ${name} is not valid: invalid host ${JSON.stringify(host)}` };
}

/** golang/go `net/ip.go`: ParseCIDR: an address literal without brackets and a length that fits it. */
function isNetwork(text: string): boolean {
  const slash = text.lastIndexOf('/');
  return slash > 0 && isIP(text.slice(0, slash)) !== 0 && ipaddr.isValidCIDR(text);
}

/** golang/go `net/ipsock.go`: SplitHostPort; where it fails the whole text is the host. */
function splitHostPort(text: string): { host: string; port: string } {
  const found = /^\[([^\][]*)\]:([^:]*)$/.exec(text) ?? /^([^:[\]]*):([^:[\]]*)$/.exec(text);
  return found === null ? { host: text, port: '' } : { host: found[1] ?? '', port: found[2] ?? '' };
}
