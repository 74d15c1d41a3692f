import type { HostFiles } from '../host/host.js';
import type { RootSet } from '../plan/transport.js';
import { CertificatePool } from './pool.js';

/**
 * The roots a Go program would trust: the first system file that can be read, every file of all system directories, and the
 * client's own files (golang/go `crypto/x509/root_unix.go`: loadSystemRoots). Missing and unreadable files are passed over.
 * Nothing is read before the pool is asked its first question.
 */
export function readPool(files: HostFiles, roots: RootSet): CertificatePool {
  return new CertificatePool(() => texts(files, roots));
}

function* texts(files: HostFiles, roots: RootSet): Generator<string> {
  if (!roots.replacesSystem) {
    yield* firstReadable(files, roots.systemFiles);
    for (const directory of roots.systemDirectories) {
      const listing = files.list(directory);
      if (listing.kind !== 'directory') continue;
      for (const name of listing.names) yield* readText(files, `${directory}/${name}`);
    }
  }
  for (const { path } of roots.extra) yield* readText(files, path);
}

function firstReadable(files: HostFiles, paths: readonly string[]): string[] {
  for (const path of paths) {
    const texts = readText(files, path);
    if (texts.length > 0) return texts;
  }
  return [];
}

function readText(files: HostFiles, path: string): string[] {
  const read = files.read(path);
  return read.kind === 'file' ? [read.text] : [];
}
