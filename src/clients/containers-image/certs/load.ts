import { posix } from 'node:path';
import type { Host } from '../../../host/host.js';
import type { Source } from '../../../host/source.js';
import { readError } from '../registries/read-error.js';
import { fileSource } from '../registries/text.js';
import type { CertificateDirectory } from './directory.js';
import { keyPairError } from './key-pair.js';

/** What a certs.d directory brings; `text` is what the program stops with, before any network and also where it wouldn't verify. */
export type CertificatesResult =
  | {
      readonly ok: true;
      /** CA files, added to the system's roots; one that is no PEM is read and brings nothing. */
      readonly authorities: readonly { readonly path: string; readonly source: Source }[];
      readonly clientCertificate: { readonly path: string; readonly keyPath: string; readonly source: Source } | null;
    }
  | { readonly ok: false; readonly text: string; readonly source: Source };

/**
 * Reads a certs.d directory in name order (containers/image `pkg/tlsclientconfig/tlsclientconfig.go`: SetupCertificates): `.crt` is a CA,
 * `X.cert` with `X.key` a client certificate, anything else is passed over. The first client certificate is the one told.
 */
export function loadCertificates(host: Host, directory: CertificateDirectory): CertificatesResult {
  const { path } = directory;
  const listed = path === null ? null : host.files.list(path);
  if (path === null || listed === null || listed.kind === 'absent') return nothing();
  if (listed.kind === 'unreadable') {
    if (host.files.read(path).kind !== 'file') return nothing();
    return { ok: false, text: `open ${path}: not a directory`, source: fileSource(path, null, '') };
  }
  const authorities: { path: string; source: Source }[] = [];
  let clientCertificate: { path: string; keyPath: string; source: Source } | null = null;
  for (const name of listed.names) {
    const file = posix.join(path, name);
    const source = fileSource(file, null, '');
    if (name.endsWith('.crt')) {
      const read = host.files.read(file);
      if (read.kind === 'absent') continue;
      if (read.kind !== 'file') return { ok: false, text: readError(file, read), source };
      authorities.push({ path: file, source });
    } else if (name.endsWith('.cert')) {
      const keyName = `${name.slice(0, -'.cert'.length)}.key`;
      if (!listed.names.includes(keyName)) {
        const text = `missing key ${keyName} for client certificate ${name}. Note that CA certificates should use the extension .crt`;
        return { ok: false, text, source };
      }
      const keyPath = posix.join(path, keyName);
      const error = keyPairError(host.files, file, keyPath);
      if (error !== null) return { ok: false, text: error, source };
      clientCertificate ??= { path: file, keyPath, source };
    } else if (name.endsWith('.key')) {
      const certificateName = `${name.slice(0, -'.key'.length)}.cert`;
      if (!listed.names.includes(certificateName)) {
        return { ok: false, text: `missing client certificate ${certificateName} for key ${name}`, source };
      }
    }
  }
  return { ok: true, authorities, clientCertificate };
}

function nothing(): CertificatesResult {
  return { ok: true, authorities: [], clientCertificate: null };
}
