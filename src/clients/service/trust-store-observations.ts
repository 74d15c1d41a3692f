import { posix } from 'node:path';
import type { Host } from '../../host/host.js';
import { certificatesInPem } from '../../trust/pem.js';
import type { Observation } from '../client.js';
import { type Daemon, runningDaemon } from '../daemon-host.js';
import { changedAfter } from './changed-after.js';

/** Where people put CAs of their own, before a tool of the distribution makes a bundle of them. */
const ANCHORS = ['/usr/local/share/ca-certificates', '/etc/pki/ca-trust/source/anchors', '/etc/pki/trust/anchors'];
/** Directories of which Go reads every file; the distribution's own names lie beside them. */
const STORES = ['/etc/ssl/certs', '/etc/pki/tls/certs'];
const DISTRIBUTED = '/usr/share/ca-certificates/mozilla';
/** Links by hash, and bundles, which hold all that lies elsewhere. */
const NO_ANCHOR = /^[0-9a-f]{8}\.\d+$|^ca-(?:certificates|bundle)|^ca-bundle/;
/** Certificates told of: more at once is a new store, not a new CA. */
const MAX_ANCHORS = 20;

/**
 * CAs that were put into the system's store after a daemon was started. A Go program reads the store once, when it first checks a certificate
 * (golang/go `crypto/x509/root.go`: systemRootsPool), so that the daemon may run without them. Empty where start or times can't be seen.
 */
export function trustStoreObservations(host: Host, daemon: Daemon): readonly Observation[] {
  const running = runningDaemon(host, daemon) ?? host.processes.find(({ name }) => daemon.processes.includes(name));
  const startedMs = running?.startedMs ?? null;
  if (running === undefined || startedMs === null) return [];
  return anchorFiles(host)
    .flatMap((path): Observation[] => {
      const read = host.files.read(path);
      if (read.kind !== 'file' || !changedAfter(startedMs, read.modifiedMs)) return [];
      if (certificatesInPem(read.text).length === 0) return [];
      return [
        {
          code: 'config-needs-restart',
          source: { kind: 'file', name: path, line: null, says: 'a CA of the system’s store' },
          text: `${path} was changed after ${running.name} (pid ${running.pid}) was started, and a running program does not read the CA store again`,
          meant: 'trust',
          cure: [],
        },
      ];
    })
    .slice(0, MAX_ANCHORS);
}

function anchorFiles(host: Host): string[] {
  const names = (directory: string): readonly string[] => {
    const listed = host.files.list(directory);
    return listed.kind === 'directory' ? listed.names : [];
  };
  const distributed = new Set(names(DISTRIBUTED).map((name) => posix.parse(name).name));
  const own = ANCHORS.flatMap((directory) =>
    names(directory).flatMap((name) => {
      const path = `${directory}/${name}`;
      return host.files.read(path).kind === 'directory' ? names(path).map((below) => `${path}/${below}`) : [path];
    }),
  );
  // update-ca-certificates links what lies in the first of the anchors' directories.
  const known = new Set(own.map((path) => posix.parse(path).name));
  const dropped = STORES.flatMap((directory) =>
    names(directory)
      .filter((name) => !NO_ANCHOR.test(name))
      .filter((name) => !distributed.has(posix.parse(name).name) && !known.has(posix.parse(name).name))
      .map((name) => `${directory}/${name}`),
  );
  return [...own, ...dropped];
}
