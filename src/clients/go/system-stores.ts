import type { Host } from '../../host/host.js';
import { programPath } from '../program-path.js';

/** Where a distribution wants CAs of the machine's own, and what makes its bundle of them. */
export interface SystemStore {
  /** As people call it: `Debian`. */
  readonly name: string;
  /** Directory for certificates of the machine's own; files in it end in `.crt`. */
  readonly directory: string;
  /** Makes the bundles anew out of all directories. */
  readonly command: string;
  /** Files that the command writes, with all certificates in each. */
  readonly bundles: readonly string[];
}

type Kind = Omit<SystemStore, 'name'>;

/** Debian's `update-ca-certificates`, which Alpine has too (ca-certificates package: `update-ca-certificates.8`). */
const DEBIAN: Kind = {
  directory: '/usr/local/share/ca-certificates',
  command: 'update-ca-certificates',
  bundles: ['/etc/ssl/certs/ca-certificates.crt'],
};
/** `update-ca-trust.8` of p11-kit's users; the other names in /etc/pki and /etc/ssl are links to the one file. */
const RED_HAT: Kind = {
  directory: '/etc/pki/ca-trust/source/anchors',
  command: 'update-ca-trust',
  bundles: [
    '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
    '/etc/pki/tls/certs/ca-bundle.crt',
    '/etc/ssl/certs/ca-bundle.crt',
    '/etc/ssl/certs/ca-certificates.crt',
    '/etc/pki/tls/cert.pem',
    '/etc/ssl/cert.pem',
  ],
};
const SUSE: Kind = {
  directory: '/etc/pki/trust/anchors',
  command: 'update-ca-certificates',
  bundles: ['/var/lib/ca-certificates/ca-bundle.pem', '/etc/ssl/ca-bundle.pem'],
};

/** By `ID`, then by each word of `ID_LIKE` (os-release.5). */
const BY_ID: readonly (readonly [ids: readonly string[], name: string, kind: Kind])[] = [
  [['debian'], 'Debian', DEBIAN],
  [['ubuntu'], 'Ubuntu', DEBIAN],
  [['alpine', 'wolfi'], 'Alpine', DEBIAN],
  [['rhel', 'centos', 'fedora', 'rocky', 'almalinux', 'amzn', 'ol'], 'Red Hat', RED_HAT],
  [['suse', 'sles', 'opensuse', 'opensuse-leap', 'opensuse-tumbleweed', 'sle-micro'], 'SUSE', SUSE],
];

const OS_RELEASE = ['/etc/os-release', '/usr/lib/os-release'];

/** The store of the distribution that the host runs; null where it is none of those known, or lacks the command (images without a package manager). */
export function systemStore(host: Host): SystemStore | null {
  const release = OS_RELEASE.map((path) => host.files.read(path)).find(({ kind }) => kind === 'file');
  if (release?.kind !== 'file') return null;
  const value = (key: string): string =>
    new RegExp(`^${key}=["']?([^"'\\n]{0,200})`, 'm').exec(release.text)?.[1]?.toLowerCase().trim() ?? '';
  for (const id of [value('ID'), ...value('ID_LIKE').split(/\s+/)]) {
    const [, name, kind] = BY_ID.find(([ids]) => ids.includes(id)) ?? [];
    if (name === undefined || kind === undefined) continue;
    return hasProgram(host, kind.command) ? { ...kind, name } : null;
  }
  return null;
}

/** Root's PATH, not that of whoever looks: the command is root's anyway. */
function hasProgram(host: Host, name: string): boolean {
  return programPath({ ...host, environment: {} }, name) !== null;
}
