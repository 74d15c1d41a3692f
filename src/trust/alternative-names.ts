import ipaddr from 'ipaddr.js';
import { DerReader, octetsKey, refuse } from './der.js';
import { isDomainName } from './domain-name.js';
import { goQuoted, isIa5 } from './go-text.js';
import { parseGoUrl } from './go-url.js';

/** One name of a certificate, in its order. */
export type AlternativeName =
  | { readonly kind: 'dns' | 'email'; readonly text: string }
  | { readonly kind: 'uri'; readonly text: string; readonly host: string }
  /** `text`: canonical, as Go prints it. */
  | { readonly kind: 'ip'; readonly text: string; readonly octets: Uint8Array };

/** Reads subjectAltName; names of other kinds are passed over (golang/go `crypto/x509/parser.go`: parseSANExtension). Throws DerError. */
export function readAlternativeNames(value: Uint8Array): AlternativeName[] {
  const list = new DerReader(value).enter(0x30) ?? refuse('x509: invalid subject alternative names');
  const names: AlternativeName[] = [];
  while (!list.empty) {
    const { tag, content } = list.any() ?? refuse('x509: invalid subject alternative name');
    const text = octetsKey(content);
    if (tag === 0x81) names.push({ kind: 'email', text: checked(text, 'rfc822Name') });
    if (tag === 0x82) names.push({ kind: 'dns', text: checked(text, 'dNSName') });
    if (tag === 0x86) names.push({ kind: 'uri', text: checked(text, 'uniformResourceIdentifier'), host: hostOf(text) });
    if (tag === 0x87) names.push({ kind: 'ip', text: addressText(content), octets: content });
  }
  return names;
}

function checked(text: string, kind: string): string {
  return isIa5(text) ? text : refuse(`x509: SAN ${kind} is malformed`);
}

function hostOf(text: string): string {
  const url = parseGoUrl(text);
  if ('error' in url) return refuse(`x509: cannot parse URI ${goQuoted(text)}: ${url.error}`);
  return isDomainName(url.host, false) ? url.host : refuse(`x509: cannot parse URI ${goQuoted(text)}: invalid domain`);
}

function addressText(octets: Uint8Array): string {
  if (octets.length !== 4 && octets.length !== 16) refuse(`x509: cannot parse IP address of length ${octets.length}`);
  return canonicalAddress(ipaddr.fromByteArray([...octets]));
}

/** Canonical text of an address, IPv4-mapped ones as IPv4, as Go's `net.IP.String`. */
export function canonicalAddress(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  if (address instanceof ipaddr.IPv4) return address.toString();
  return address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toRFC5952String();
}
