import ipaddr from 'ipaddr.js';
import { type AlternativeName, canonicalAddress } from './alternative-names.js';
import { isDomainName, parseMailbox } from './domain-name.js';
import { goQuoted } from './go-text.js';
import { constrainedHost } from './go-url.js';
import { goAtLeast, goHas } from './go-version.js';
import type { NameConstraints } from './name-constraints.js';

/** What crypto/x509 objects to. `bare`: it says so without its usual introduction. */
export interface Violation {
  readonly text: string;
  readonly bare?: true;
}

const KINDS = { dns: 'DNS name', email: 'email address', uri: 'URI', ip: 'IP address' } as const;
// From Go 1.26 on names are looked at by kind, in this order (`constraints.go`: check); before, as they stand.
const ORDER: readonly AlternativeName['kind'][] = ['ip', 'dns', 'uri', 'email'];
/** CVE-2025-61727: the wildcard name that an excluded name is under. */
const WILDCARDS_EXCLUDED = { 24: 11, 25: 5 };

/**
 * What one certificate's names have against the constraints of one above it, or null (golang/go `crypto/x509/constraints.go`:
 * checkChainConstraints from Go 1.26 on, `verify.go`: checkNameConstraints before, with their texts).
 */
export function constraintViolation(
  constraints: NameConstraints,
  names: readonly AlternativeName[],
  goVersion: string,
): Violation | null {
  const sorted = goAtLeast(goVersion, 26);
  const unreadable = sorted ? names.map(cannotBeRead).find((text) => text !== null) : undefined;
  if (unreadable !== undefined && unreadable !== null) return { text: unreadable };
  const inOrder = sorted ? ORDER.flatMap((kind) => names.filter((name) => name.kind === kind)) : names;
  for (const name of inOrder) {
    const violation = nameViolation(constraints, name, goVersion);
    if (violation !== null) return violation;
  }
  return null;
}

/** Mail addresses and URIs to which no constraint at all can be applied. */
function cannotBeRead(name: AlternativeName): string | null {
  if (name.kind === 'email' && parseMailbox(name.text) === null)
    return `cannot parse rfc822Name ${goQuoted(name.text)}`;
  const host = name.kind === 'uri' ? constrainedHost(name.text, name.host) : null;
  return host !== null && 'error' in host ? host.error : null;
}

function nameViolation(constraints: NameConstraints, name: AlternativeName, goVersion: string): Violation | null {
  const sorted = goAtLeast(goVersion, 26);
  if (name.kind === 'dns' && !isDomainName(name.text, false))
    return { text: `x509: cannot parse dnsName ${goQuoted(name.text)}`, ...(sorted ? {} : { bare: true }) };
  if (name.kind === 'email' && parseMailbox(name.text) === null)
    return { text: 'x509: cannot parse rfc822Name {"" ""}', bare: true };
  const permitted = constraints.permitted[name.kind];
  const excluded = constraints.excluded[name.kind];
  if (name.kind === 'uri' && permitted.length + excluded.length > 0) {
    const text = cannotBeRead(name);
    if (text !== null) return { text };
  }
  const said = `${KINDS[name.kind]} ${goQuoted(shown(name, sorted))}`;
  const hit = excluded.find(
    (base) => matches(name, base) || (name.kind === 'dns' && coversWildcard(name.text, base, goVersion)),
  );
  const isPermitted = permitted.length === 0 || permitted.some((base) => matches(name, base));
  const notPermitted = isPermitted ? null : { text: `${said} is not permitted by any constraint` };
  const isExcluded =
    hit === undefined
      ? null
      : { text: `${said} is excluded by constraint ${goQuoted(typeof hit === 'string' ? hit : networkText(hit))}` };
  return sorted ? (notPermitted ?? isExcluded) : (isExcluded ?? notPermitted);
}

function shown(name: AlternativeName, sorted: boolean): string {
  if (name.kind !== 'email' || !sorted) return name.text;
  const { local, domain } = parseMailbox(name.text) ?? { local: '', domain: '' };
  return `${local}@${domain.toLowerCase()}`;
}

function matches(name: AlternativeName, base: string | Uint8Array): boolean {
  if (typeof base !== 'string') return name.kind === 'ip' && contains(base, name.octets);
  if (name.kind === 'dns') return isUnder(name.text, base);
  if (name.kind === 'uri') {
    const host = constrainedHost(name.text, name.host);
    return 'domain' in host && isUnder(host.domain, base);
  }
  const mailbox = name.kind === 'email' ? parseMailbox(name.text) : null;
  if (mailbox === null) return false;
  if (!base.includes('@')) return isUnder(mailbox.domain, base);
  const whole = parseMailbox(base);
  return whole?.local === mailbox.local && whole.domain.toLowerCase() === mailbox.domain.toLowerCase();
}

function contains(network: Uint8Array, octets: Uint8Array): boolean {
  const half = octets.length;
  if (network.length !== 2 * half) return false;
  return octets.every((octet, index) => {
    const mask = network[half + index] ?? 0;
    return (octet & mask) === ((network[index] ?? 0) & mask);
  });
}

function networkText(network: Uint8Array): string {
  const half = network.length / 2;
  const ones = [...network.subarray(half)].map((octet) => octet.toString(2).replaceAll('0', '').length);
  const address = canonicalAddress(ipaddr.fromByteArray([...network.subarray(0, half)]));
  return `${address}/${ones.reduce((sum, each) => sum + each, 0)}`;
}

/** A label suffix; a leading period asks for at least one more label. */
function isUnder(name: string, suffix: string): boolean {
  const [whole, end] = [name.toLowerCase(), suffix.toLowerCase()];
  if (end === '') return true;
  return whole === end || whole.endsWith(end.startsWith('.') ? end : `.${end}`);
}

/** `*.example.com` could stand for the excluded `a.example.com`. */
function coversWildcard(name: string, base: string | Uint8Array, goVersion: string): boolean {
  if (typeof base !== 'string' || !name.startsWith('*.') || !goHas(goVersion, WILDCARDS_EXCLUDED)) return false;
  const dot = base.indexOf('.');
  return dot >= 0 && name.slice(1).toLowerCase() === base.slice(dot).toLowerCase();
}
