import type { HostFiles } from '../host/host.js';
import type { RootSet } from '../plan/transport.js';
import { certificatesIn, type StoredCertificate } from './pem-store.js';
import { CertificatePool } from './pool.js';

/**
 * The roots a Go program would trust: the first system file that can be read, every file of all system directories, and the
 * client's own files (golang/go `crypto/x509/root_unix.go`: loadSystemRoots). Missing and unreadable files are passed over.
 * Nothing is read before the pool is asked its first question.
 */
export function readPool(files: HostFiles, roots: RootSet): CertificatePool {
  return new CertificatePool(() => stores(files, roots));
}

function* stores(files: HostFiles, roots: RootSet): Generator<readonly StoredCertificate[]> {
  if (!roots.replacesSystem) {
    yield* firstReadable(files, roots.systemFiles);
    for (const directory of roots.systemDirectories) {
      const listing = files.list(directory);
      if (listing.kind !== 'directory') continue;
      for (const name of listing.names) yield* readStore(files, `${directory}/${name}`);
    }
  }
  for (const { path } of roots.extra) yield* readStore(files, path);
}

function firstReadable(files: HostFiles, paths: readonly string[]): (readonly StoredCertificate[])[] {
  for (const path of paths) {
    const store = readStore(files, path);
    if (store.length > 0) return store;
  }
  return [];
}

function readStore(files: HostFiles, path: string): (readonly StoredCertificate[])[] {
  const read = files.read(path);
  return read.kind === 'file' ? [certificatesIn(read)] : [];
}
