import { isIP } from '../text/address.js';
import { goQuoted } from './go-text.js';

/** The host of a URL (with its port), or Go's words for what is wrong with it. */
export type GoUrl = { readonly host: string } | { readonly error: string };

/**
 * Reads a URL as far as a certificate's verdict needs it (golang/go `net/url/url.go`: Parse). The text is one character an octet and
 * has none above 127.
 */
export function parseGoUrl(text: string): GoUrl {
  const failed = (what: string): GoUrl => ({ error: `parse ${goQuoted(text)}: ${what}` });
  if (/\p{Cc}/u.test(text)) return failed('net/url: invalid control character in URL');
  const [whole = '', ...fragment] = text.split('#');
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*(?=:)/.exec(whole)?.[0] ?? '';
  if (whole.startsWith(':')) return failed('missing protocol scheme');
  const rest = (scheme === '' ? whole : whole.slice(scheme.length + 1)).split('?')[0] ?? '';
  if (!rest.startsWith('/')) {
    if (scheme !== '') return { host: '' };
    if ((rest.split('/')[0] ?? '').includes(':')) return failed('first path segment in URL cannot contain colon');
  }
  const hasAuthority = rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'));
  const [authority = ''] = hasAuthority ? rest.slice(2).split('/') : [''];
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const fault = hostFault(host);
  if (fault !== null) return failed(fault);
  const path = hasAuthority ? rest.slice(2 + authority.length) : rest;
  const broken = badEscape(path) ?? badEscape(fragment.join('#'));
  return broken === null ? { host } : failed(`invalid URL escape ${goQuoted(broken)}`);
}

function hostFault(host: string): string | null {
  const close = host.lastIndexOf(']');
  if (host.startsWith('[') && close < 0) return "missing ']' in host";
  const port = host.startsWith('[') ? host.slice(close + 1) : (/:[^:]*$/.exec(host)?.[0] ?? '');
  if (port !== '' && !/^:\d*$/.test(port)) return `invalid port ${goQuoted(port)} after host`;
  const encoded = /%.{0,2}/s.exec(host)?.[0];
  if (encoded !== undefined && !host.startsWith('[')) return `invalid URL escape ${goQuoted(encoded)}`;
  const odd = /[^0-9A-Za-z\-._~!$&'()*+,;=:[\]<>"%]/.exec(host)?.[0];
  return odd === undefined ? null : `invalid character ${goQuoted(odd)} in host name`;
}

function badEscape(text: string): string | null {
  return /%(?![0-9A-Fa-f]{2}).{0,2}/s.exec(text)?.[0] ?? null;
}

/** The host of a URL without its port, or why no name constraint can be applied to it (golang/go `crypto/x509/constraints.go`: parseURIs). */
export function constrainedHost(
  text: string,
  withPort: string,
): { readonly domain: string } | { readonly error: string } {
  if (withPort === '')
    return { error: `URI with empty host (${goQuoted(text)}) cannot be matched against constraints` };
  const domain = withPort.endsWith(']') ? withPort : withPort.replace(/:\d*$/, '');
  if (isIP(domain) !== 0 || /^\[.*\]$/.test(domain))
    return { error: `URI with IP (${goQuoted(text)}) cannot be matched against constraints` };
  return { domain };
}
