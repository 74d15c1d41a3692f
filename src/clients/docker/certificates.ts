import { posix } from 'node:path';
import type { Host } from '../../host/host.js';
import { type CertificatesResult, loadCertificates } from '../containers-image/certs/load.js';

/**
 * The certificates of `host[:port]`, directory exactly by that name (moby `daemon/pkg/registry/registry.go`: newTLSConfig, loadTLSConfig): read for
 * every request, same files and rules as containers/image took over from here, another wording.
 */
export function hostCertificates(host: Host, certsDirectory: string, registry: string): CertificatesResult {
  const path = posix.join(certsDirectory, registry);
  const found = loadCertificates(host, {
    path: host.files.list(path).kind === 'absent' ? null : path,
    source: { kind: 'file', name: path, line: null, says: '' },
    candidates: [path],
  });
  if (found.ok) return found;
  return { ...found, text: found.text.replace('. Note that CA certificates should', '. CA certificates must') };
}
