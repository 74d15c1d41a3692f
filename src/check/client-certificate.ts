import type { HostFiles } from '../host/host.js';

/** A client certificate with its key, read only when a handshake presents it. */
export function clientCertificate(
  files: HostFiles,
  path: string,
  keyPath: string,
): { certificate: string; key: string } | null {
  const certificate = files.read(path);
  const key = files.read(keyPath);
  return certificate.kind === 'file' && key.kind === 'file' ? { certificate: certificate.text, key: key.text } : null;
}
