import { posix } from 'node:path';

/** A host of hosts.toml taken apart. */
export interface ServerUrl {
  readonly scheme: 'https' | 'http';
  /** host[:port] in the case and with the port written, also 80 and 443. */
  readonly host: string;
  /** Path as written, without a slash at its end. */
  readonly path: string;
}

/**
 * `server` or the name of a `[host]` table as containerd takes it: anything that doesn't begin with `http` gets `https://` (containerd
 * `config/hosts.go`: parseHostConfig). `error` is Go's for text that is no URL. Null where it has no host, such as `httpd:5000`: a URL of the scheme `httpd`.
 */
export function serverUrl(written: string): ServerUrl | { readonly error: string } | null {
  const url = written.startsWith('http') ? written : `https://${written}`;
  const failed = (why: string): { error: string } => ({
    error: `unable to parse server ${url}: parse ${JSON.stringify(url)}: ${why}`,
  });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what net/url refuses first
  if (/[\x00-\x1f\x7f]/.test(url)) return failed('net/url: invalid control character in URL');
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)/i.exec(url);
  const scheme = parts?.[1]?.toLowerCase();
  if (parts === null || (scheme !== 'http' && scheme !== 'https')) return null;
  const host = (parts[2] ?? '').replace(/^.*@/, '');
  const port = /^(?:\[[^\]]*\]|[^:]*)(.*)$/.exec(host)?.[1] ?? '';
  if (!/^(:\d*)?$/.test(port)) return failed(`invalid port ${JSON.stringify(port)} after host`);
  const odd = /[\s<>"\\^`{|}]/.exec(host)?.[0];
  if (odd !== undefined) return failed(`invalid character ${JSON.stringify(odd)} in host name`);
  const broken = /%(?![0-9a-f]{2}).{0,2}/i.exec(parts[3] ?? '')?.[0];
  if (broken !== undefined) return failed(`invalid URL escape ${JSON.stringify(broken)}`);
  if (host === '') return null;
  const path = posix.normalize(`/${parts[3] ?? ''}`).replace(/\/$/, '');
  return { scheme, host, path };
}
