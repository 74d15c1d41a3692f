import ipaddr from 'ipaddr.js';
import type { ResolverConfig } from './resolver-config.js';
import type { Source } from './source.js';

/** Every resolver uses the first three. */
const MAX_NAMESERVERS = 3;
/** Go's and glibc's cap. */
const MAX_NDOTS = 15;
const DEFAULT_TIMEOUT_SECONDS = 5;
const DEFAULT_ATTEMPTS = 2;
/** Go's `net/parse.go: dtoi` gives up on larger numbers and takes this one. */
const MAX_NUMBER = 0xffffff;

/** Options that Go's resolver knows and that change nothing a plan needs. */
const KNOWN_OPTIONS = new Set([
  'single-request',
  'single-request-reopen',
  'use-vc',
  'usevc',
  'tcp',
  'trust-ad',
  'edns0',
  'no-reload',
]);

/** What resolv.conf alone decides. */
export type ResolvConf = Omit<ResolverConfig, 'hosts' | 'nsswitch' | 'nsswitchSource'>;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * resolv.conf as Go 1.26 reads it: `net/dnsconfig_unix.go: dnsReadConfig`. Null text (no such file) and a file without
 * a usable server both mean 127.0.0.1 and ::1. The last of `domain` and `search` wins; search domains come without trailing dot.
 */
export function parseResolvConf(text: string | null, path: string): ResolvConf {
  const nameservers: ResolverConfig['nameservers'][number][] = [];
  const unknownOptions: string[] = [];
  const config: Mutable<ResolvConf> = {
    nameservers,
    search: [],
    searchSource: null,
    ndots: 1,
    timeoutMs: DEFAULT_TIMEOUT_SECONDS * 1000,
    attempts: DEFAULT_ATTEMPTS,
    rotate: false,
    unknownOptions,
  };
  for (const [index, line] of (text ?? '').split('\n').entries()) {
    if (line.startsWith('#') || line.startsWith(';')) continue;
    const [keyword, ...rest] = fields(line);
    if (keyword === undefined) continue;
    const source: Source = { kind: 'file', name: path, line: index + 1, says: fields(line).join(' ') };
    const first = rest[0];
    if (keyword === 'nameserver') {
      if (first !== undefined && nameservers.length < MAX_NAMESERVERS && isAddress(first))
        nameservers.push({ address: first, source });
    } else if (keyword === 'search' || keyword === 'domain') {
      if (keyword === 'domain' && first === undefined) continue;
      const domains = keyword === 'domain' ? rest.slice(0, 1) : rest;
      config.search = domains.map((domain) => domain.replace(/\.$/, '')).filter((domain) => domain !== '');
      config.searchSource = source;
    } else if (keyword === 'options') {
      for (const option of rest) if (!applyOption(config, option)) unknownOptions.push(option);
    } else if (keyword !== 'lookup') {
      unknownOptions.push(keyword);
    }
  }
  if (nameservers.length === 0) {
    const source: Source = { kind: 'default', name: path, line: null, says: 'no nameserver: 127.0.0.1 and ::1' };
    nameservers.push({ address: '127.0.0.1', source }, { address: '::1', source });
  }
  return config;
}

/** False for an option that Go doesn't know. */
function applyOption(config: Mutable<ResolvConf>, option: string): boolean {
  if (option.startsWith('ndots:')) config.ndots = Math.min(number(option), MAX_NDOTS);
  else if (option.startsWith('timeout:')) config.timeoutMs = Math.max(number(option), 1) * 1000;
  else if (option.startsWith('attempts:')) config.attempts = Math.max(number(option), 1);
  else if (option === 'rotate') config.rotate = true;
  else return KNOWN_OPTIONS.has(option);
  return true;
}

/** Leading digits after the colon; 0 without any. */
function number(option: string): number {
  const digits = /^[^:]*:(\d+)/.exec(option)?.[1];
  return digits === undefined ? 0 : Math.min(Number(digits), MAX_NUMBER);
}

/** True for an IPv4 or IPv6 literal (zone allowed), by the rules of Go's `netip.ParseAddr`. */
export function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
}

/** Words of a line as Go's `net/parse.go: getFields` splits them. */
export function fields(line: string): string[] {
  return line.split(/[ \r\t\n]+/).filter((field) => field !== '');
}
