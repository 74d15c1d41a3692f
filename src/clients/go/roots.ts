import type { Host } from '../../host/host.js';
import type { RootSet } from '../../plan/transport.js';

/** golang/go `crypto/x509/root_linux.go`: certFiles; the first that can be read is the only one. */
const CERTIFICATE_FILES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** golang/go `crypto/x509/root_linux.go`: certDirectories; every file in each of them is read. */
const CERTIFICATE_DIRECTORIES = ['/etc/ssl/certs', '/etc/pki/tls/certs'];

/**
 * The roots a Go program on Linux trusts without configuration of its own (golang/go `crypto/x509/root_unix.go`: loadSystemRoots):
 * SSL_CERT_FILE takes the place of the files, SSL_CERT_DIR (colon list) of the directories, and each leaves the other list in force.
 * `systemFiles` has at most one path, the first that can be read on the host.
 */
export function systemRoots(host: Host): RootSet {
  const file = host.environment['SSL_CERT_FILE'] ?? '';
  const directories = host.environment['SSL_CERT_DIR'] ?? '';
  const files = file === '' ? CERTIFICATE_FILES : [file];
  const first = files.find((path) => host.files.read(path).kind === 'file');
  return {
    systemFiles: first === undefined ? [] : [first],
    systemDirectories: directories === '' ? CERTIFICATE_DIRECTORIES : directories.split(':'),
    extra: [],
    replacesSystem: false,
  };
}
