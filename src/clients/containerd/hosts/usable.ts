import type { Host } from '../../../host/host.js';
import { keyPairError } from '../../containers-image/certs/key-pair.js';
import { hasCertificate } from '../../containers-image/certs/pem.js';
import { readError } from '../../containers-image/registries/read-error.js';
import type { RegistryHost } from '../registry-host.js';
import type { HostEntry } from './entry.js';

/** Why the certificate files of a host stop every pull, as containerd says it; null where they can be used (containerd `config/hosts.go`: updateTLSConfigFromHost). */
export function unusableCertificates(
  { files, uid }: Pick<Host, 'files' | 'uid'>,
  { authorities, clientPairs }: Pick<HostEntry, 'authorities' | 'clientPairs'>,
): NonNullable<RegistryHost['unusable']> | null {
  for (const { path, source } of authorities ?? []) {
    const read = files.read(path);
    // A daemon runs as root: what another user may not read says nothing of it.
    if (read.kind === 'unreadable' && uid !== 0) continue;
    const quoted = JSON.stringify(path);
    if (read.kind !== 'file') return { text: `unable to read CA cert ${quoted}: ${readError(path, read)}`, source };
    if (!hasCertificate(read.text)) return { text: `unable to load CA cert ${quoted}`, source };
  }
  for (const { path, keyPath, source } of clientPairs ?? []) {
    if (uid !== 0 && [path, keyPath].some((file) => files.read(file).kind === 'unreadable')) continue;
    for (const file of [path, keyPath]) {
      const read = files.read(file);
      if (read.kind !== 'file')
        return { text: `unable to read CERT file ${JSON.stringify(file)}: ${readError(file, read)}`, source };
    }
    const error = keyPairError(files, path, keyPath);
    if (error !== null) return { text: `failed to load X509 key pair: ${error}`, source };
  }
  return null;
}
