import type { Host } from '../../host/host.js';
import type { ResolverPolicy } from '../../plan/transport.js';

/** How the program was built, as far as name resolution depends on it. */
export interface ResolverBuild {
  /** True where libc is linked in (distribution packages); false for static `netgo` builds. */
  readonly cgo: boolean;
  /** Go version it was built with, `1.19`; decides how `.local` names are treated. */
  readonly goVersion: string;
}

/**
 * Minor Go release from which `.local` names go through libc only where nsswitch lists an mdns source; before, always in cgo builds
 * (golang/go `net/conf.go`: hostLookupOrder). Read at 1.19 and 1.26; the boundary itself is not verified.
 */
const LOCAL_NEEDS_MDNS_SINCE = 22;

/**
 * Which resolver a Go program uses for a name on this host (golang/go `net/conf.go`: hostLookupOrder). `name` null: an ordinary name.
 * nsswitch actions such as `[NOTFOUND=return]` are not looked at.
 */
export function resolverPolicy(host: Host, name: string | null, build: ResolverBuild): ResolverPolicy {
  const because = build.cgo && host.libc !== 'none' ? libcReason(host, name, build.goVersion) : null;
  if (because !== null && host.libc !== 'none') return { kind: host.libc, config: host.resolver, because };
  const plain = build.cgo
    ? 'nothing here needs libc: Go looks names up itself'
    : 'built without cgo: Go looks names up itself';
  return { kind: 'go', config: host.resolver, because: plain };
}

function libcReason(host: Host, name: string | null, goVersion: string): string | null {
  const mode = debugMode(host.environment['GODEBUG'] ?? '');
  if (mode === 'go') return null;
  if (mode === 'cgo') return 'GODEBUG=netdns=cgo asks for libc';
  // LOCALDOMAIN counts even when it is empty.
  if (host.environment['LOCALDOMAIN'] !== undefined) return 'LOCALDOMAIN is set: cgo builds leave names to libc';
  for (const variable of ['RES_OPTIONS', 'HOSTALIASES']) {
    if ((host.environment[variable] ?? '') !== '') return `${variable} is set: cgo builds leave names to libc`;
  }
  // Entries with $ are the variables above.
  const option = host.resolver.unknownOptions.find((each) => !each.startsWith('$'));
  if (option !== undefined)
    return `resolv.conf has the option ${option}, which Go does not know: cgo builds leave names to libc`;
  return nameReason(host, (name ?? '').replace(/\.$/, '').toLowerCase(), goVersion);
}

function nameReason(host: Host, name: string, goVersion: string): string | null {
  if (/[\\%]/.test(name)) return 'names with \\ or % go through libc in cgo builds';
  if (name.endsWith('.local') && minor(goVersion) < LOCAL_NEEDS_MDNS_SINCE)
    return 'names ending in .local go through libc in cgo builds';
  for (const word of host.resolver.nsswitch) {
    if (word === 'files' || word === 'dns') continue;
    if (word === 'myhostname') {
      if (isOwnName(host, name)) return 'nsswitch lists myhostname, which libc answers for this name';
    } else if (word.startsWith('mdns')) {
      if (name.endsWith('.local'))
        return `nsswitch lists ${word}: names ending in .local go through libc in cgo builds`;
      if (host.files.read('/etc/mdns.allow').kind !== 'absent')
        return '/etc/mdns.allow exists: cgo builds leave names to libc';
    } else {
      return `nsswitch lists ${word}, which Go does not know: cgo builds leave names to libc`;
    }
  }
  return null;
}

/** Names that systemd's nss-myhostname answers: localhost and below, the gateway, the machine's own. */
function isOwnName(host: Host, name: string): boolean {
  if (name === '') return false;
  if (/^(.+\.)?localhost(\.localdomain)?$/.test(name) || name === '_gateway' || name === '_outbound') return true;
  const own = host.files.read('/etc/hostname');
  return own.kind === 'file' && own.text.trim().toLowerCase() === name;
}

/** `netdns` of GODEBUG: `cgo`, `go`, or either with a debug level (`cgo+1`, `1+go`). */
function debugMode(value: string): string {
  const setting = value
    .split(',')
    .findLast((part) => part.startsWith('netdns='))
    ?.slice('netdns='.length);
  return (setting ?? '').split('+').find((part) => /^[a-z]/.test(part)) ?? '';
}

function minor(goVersion: string): number {
  return Number(/^1\.(\d+)/.exec(goVersion)?.[1] ?? 0);
}
