import type { Host } from '../../src/host/host.js';
import { type MemoryOptions, memoryFiles } from '../../src/host/memory-files.js';
import type { ResolverConfig } from '../../src/host/resolver-config.js';

/** A name server on loopback and nothing else. */
export const PLAIN_RESOLVER: ResolverConfig = {
  nameservers: [{ address: '127.0.0.1', source: { kind: 'file', name: '/etc/resolv.conf', line: 1, says: '' } }],
  search: [],
  searchSource: null,
  ndots: 1,
  timeoutMs: 5000,
  attempts: 2,
  rotate: false,
  unknownOptions: [],
  hosts: [],
  nsswitch: ['files', 'dns'],
  nsswitchSource: null,
};

/** A root user's Linux host with these files; anything else as given. */
export function aHost(
  files: Readonly<Record<string, string>> = {},
  more: Partial<Omit<Host, 'files'>> & MemoryOptions = {},
): Host {
  const { directories, unreadable, ...host } = more;
  return {
    files: memoryFiles(files, { ...(directories && { directories }), ...(unreadable && { unreadable }) }),
    environment: {},
    home: '/root',
    uid: 0,
    platform: { os: 'linux', architecture: 'amd64', variant: null },
    nowMs: 0,
    resolver: PLAIN_RESOLVER,
    libc: 'glibc',
    processes: [],
    ...host,
  };
}
