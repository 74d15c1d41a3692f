import { posix } from 'node:path';
import type { Host } from '../../host/host.js';
import type { Remedy } from '../client.js';
import { systemRoots } from './roots.js';
import { systemStore } from './system-stores.js';

/**
 * A certificate put where every Go program on the host finds it: in a directory of which all files are read, whatever they are called (golang/go
 * `crypto/x509/root_unix.go`). Null where there is no such directory, and where the distribution has a store with a command of its own, which every
 * program sees and no update of the bundle undoes. `reload`: what makes the program see it.
 */
export function systemTrust(host: Host, endpoint: string, pem: string, reload: string): Remedy | null {
  if (systemStore(host) !== null) return null;
  const { systemDirectories } = systemRoots(host);
  const usable = systemDirectories.filter((path) => path.startsWith('/'));
  const directory = usable.find((path) => host.files.list(path).kind === 'directory') ?? usable[0];
  if (directory === undefined) return null;
  const path = posix.join(directory, `regdoctor-${endpoint.replaceAll(/[^A-Za-z0-9.-]/g, '-')}.pem`);
  return {
    summary: `trust this certificate for ${endpoint} in ${path}`,
    files: [{ path, content: pem }],
    prose: [],
    limits: [
      'trusted for every registry, by every Go program on this machine; curl and openssl do not see the file',
      ...(host.uid === 0 ? [] : ['root has to write it']),
    ],
    reload,
  };
}
