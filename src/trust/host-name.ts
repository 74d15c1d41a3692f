import ipaddr from 'ipaddr.js';
import { canonicalAddress } from './alternative-names.js';
import type { Certificate } from './certificate.js';
import { printable } from './distinguished-name.js';
import { goAtLeast } from './go-version.js';

/** Names listed in a message; with more, Go from 1.25 on only counts them. */
const MAXIMUM_NAMES_LISTED = 100;

/** What crypto/x509 objects to, with its text. */
export interface NameFault {
  /** `legacy-name`: the common name would match, and there are no subject alternative names. */
  readonly kind: 'name' | 'legacy-name';
  readonly text: string;
}

/**
 * Null where the certificate is good for the host (golang/go `crypto/x509/verify.go`: VerifyHostname, HostnameError).
 * `serverName` is a DNS name or an address literal, brackets allowed. OpenSSL's rules differ (partial wildcards, odd names), so they aren't asked.
 */
export function nameFault(certificate: Certificate, serverName: string, goVersion: string): NameFault | null {
  const { dnsNames, ipAddresses, subjectAlternativeNames } = certificate.extensions;
  const bare = /^\[.+\]$/.test(serverName) ? serverName.slice(1, -1) : serverName;
  const address = parseAddress(bare);
  const matches =
    address === null
      ? dnsNames.some((name) => matchesName(name, serverName, goVersion))
      : ipAddresses.includes(address);
  if (matches) return null;
  const host = address === null ? serverName : bare;
  if (subjectAlternativeNames === null && labelsMatch(certificate.subject.commonName, host))
    return { kind: 'legacy-name', text: 'x509: certificate relies on legacy Common Name field, use SANs instead' };
  return {
    kind: 'name',
    text: printable(mismatchText(address === null ? dnsNames : ipAddresses, address !== null, host, goVersion)),
  };
}

/** Canonical text of an address literal as `net.ParseIP` reads one; null for a name. */
function parseAddress(text: string): string | null {
  const strict =
    ipaddr.IPv4.isValidFourPartDecimal(text) ||
    (text.includes(':') && !text.includes('%') && ipaddr.IPv6.isValid(text));
  return strict ? canonicalAddress(ipaddr.parse(text)) : null;
}

function mismatchText(names: readonly string[], isAddress: boolean, host: string, goVersion: string): string {
  if (isAddress && names.length === 0)
    return `x509: cannot validate certificate for ${host} because it doesn't contain any IP SANs`;
  if (names.length >= MAXIMUM_NAMES_LISTED && goAtLeast(goVersion, 25))
    return `x509: certificate is valid for ${names.length} ${isAddress ? 'IP SANs' : 'names'}, but none matched ${host}`;
  const listed = names.join(', ');
  if (listed === '') return `x509: certificate is not valid for any names, but wanted to match ${host}`;
  return `x509: certificate is valid for ${listed}, not ${host}`;
}

/** Wildcards and trailing dots count only between valid host names; anything else must be equal. */
function matchesName(pattern: string, host: string, goVersion: string): boolean {
  if (isHostName(host.replace(/\.$/, ''), false, goVersion) && isHostName(pattern, true, goVersion))
    return labelsMatch(pattern, host);
  return pattern !== '' && pattern !== '.' && lower(pattern) === lower(host);
}

/** A wildcard stands for exactly one label, the first. */
function labelsMatch(pattern: string, host: string): boolean {
  if (pattern === '') return false;
  const wanted = lower(host).replace(/\.$/, '').split('.');
  const labels = lower(pattern).split('.');
  return (
    labels.length === wanted.length &&
    labels.every((label, index) => (index === 0 && label === '*') || label === wanted[index])
  );
}

/** A bare `*` was a pattern like any other before Go 1.20. */
function isHostName(name: string, isPattern: boolean, goVersion: string): boolean {
  if (name === '*' && goAtLeast(goVersion, 20)) return false;
  return name
    .split('.')
    .every((label, index) => (isPattern && index === 0 && label === '*') || /^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(label));
}

function lower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
