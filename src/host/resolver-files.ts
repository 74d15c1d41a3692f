import ipaddr from 'ipaddr.js';
import type { HostFiles } from './host.js';
import { fields, isAddress, parseResolvConf } from './resolv-conf.js';
import type { HostsEntry, ResolverConfig } from './resolver-config.js';
import type { Source } from './source.js';

export { parseResolvConf } from './resolv-conf.js';

const RESOLV_CONF = '/etc/resolv.conf';
const HOSTS = '/etc/hosts';
const NSSWITCH = '/etc/nsswitch.conf';
const HOSTNAME = '/etc/hostname';

/** Files that decide how names are looked up. */
export const RESOLVER_PATHS: readonly string[] = [RESOLV_CONF, HOSTS, NSSWITCH, HOSTNAME];

/** Variables whose mere presence sends Go's cgo builds to libc: `net/conf.go: initConfVal`. */
const CGO_VARIABLES = ['LOCALDOMAIN', 'RES_OPTIONS', 'HOSTALIASES'];

/**
 * The lines of a hosts file: Go's `net/hosts.go: readHosts`. Addresses in canonical form; names in lower case without
 * trailing dot; lines whose address is not an IP literal don't count.
 */
export function parseHosts(text: string, path: string): HostsEntry[] {
  const entries: HostsEntry[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const [first, ...names] = fields(line.split('#', 1)[0] ?? '');
    if (first === undefined || names.length === 0 || !isAddress(first)) continue;
    const address = ipaddr.parse(first).toString();
    const says = [first, ...names].join(' ');
    entries.push({
      address,
      names: names.map((name) => name.toLowerCase().replace(/\.$/, '')),
      source: { kind: 'file', name: path, line: index + 1, says },
    });
  }
  return entries;
}

/** The words of the `hosts:` lines without `[…]` actions: Go's `net/nss.go: parseNSSConf`. Null source: no such line. */
export function parseNsswitch(text: string, path: string): { words: readonly string[]; source: Source | null } {
  const words: string[] = [];
  let source: Source | null = null;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = (raw.split('#', 1)[0] ?? '').trim();
    if (!/^hosts\s*:/.test(line)) continue;
    words.push(...fields(line.slice(line.indexOf(':') + 1).replace(/\[[^\]]*\]?/g, ' ')));
    source ??= { kind: 'file', name: path, line: index + 1, says: line };
  }
  return { words, source };
}

/**
 * How names are looked up on a host. What pure Go reads is in the values; variables that only libc honours
 * are in `unknownOptions` as `$NAME`, because their presence makes cgo builds ask libc.
 */
export function resolverConfig(files: HostFiles, environment: Readonly<Record<string, string>>): ResolverConfig {
  const resolvConf = parseResolvConf(textOf(files, RESOLV_CONF), RESOLV_CONF);
  const nsswitch = parseNsswitch(textOf(files, NSSWITCH) ?? '', NSSWITCH);
  const search = resolvConf.search.length > 0 ? resolvConf : searchOfHostname(textOf(files, HOSTNAME) ?? '');
  const variables = CGO_VARIABLES.filter((name) => environment[name] !== undefined).map((name) => `$${name}`);
  return {
    ...resolvConf,
    search: search.search,
    searchSource: search.searchSource,
    unknownOptions: [...resolvConf.unknownOptions, ...variables],
    hosts: parseHosts(textOf(files, HOSTS) ?? '', HOSTS),
    nsswitch: nsswitch.words,
    nsswitchSource: nsswitch.source,
  };
}

/** Without `search`, what follows the first dot of the host name: `net/dnsconfig_unix.go: dnsDefaultSearch`. */
function searchOfHostname(text: string): Pick<ResolverConfig, 'search' | 'searchSource'> {
  const [name = ''] = fields(text);
  const dot = name.indexOf('.');
  if (dot === -1 || dot === name.length - 1) return { search: [], searchSource: null };
  const domain = name.slice(dot + 1).replace(/\.$/, '');
  return { search: [domain], searchSource: { kind: 'file', name: HOSTNAME, line: 1, says: name } };
}

function textOf(files: HostFiles, path: string): string | null {
  const read = files.read(path);
  return read.kind === 'file' ? read.text : null;
}
