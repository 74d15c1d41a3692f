import { expect, test } from 'vitest';
import { systemRoots } from '../../../src/clients/go/roots.js';
import { aHost } from '../a-host.js';

const BOTH = { '/etc/ssl/certs/ca-certificates.crt': 'pem', '/etc/ssl/cert.pem': 'pem', '/my/ca.pem': 'pem' };

test.each([
  [
    'the first file that can be read is the only one',
    {},
    ['/etc/ssl/certs/ca-certificates.crt'],
    ['/etc/ssl/certs', '/etc/pki/tls/certs'],
  ],
  [
    'SSL_CERT_FILE leaves the directories in force',
    { SSL_CERT_FILE: '/my/ca.pem' },
    ['/my/ca.pem'],
    ['/etc/ssl/certs', '/etc/pki/tls/certs'],
  ],
  [
    'SSL_CERT_DIR leaves the files in force',
    { SSL_CERT_DIR: '/a:/b' },
    ['/etc/ssl/certs/ca-certificates.crt'],
    ['/a', '/b'],
  ],
  [
    'a missing SSL_CERT_FILE brings no file at all',
    { SSL_CERT_FILE: '/nope' },
    [],
    ['/etc/ssl/certs', '/etc/pki/tls/certs'],
  ],
])('%s', (_, environment: Record<string, string>, systemFiles, systemDirectories) => {
  expect(systemRoots(aHost(BOTH, { environment }))).toEqual({
    systemFiles,
    systemDirectories,
    extra: [],
    replacesSystem: false,
  });
});

test('Alpine has its bundle in the last place looked at', () => {
  expect(systemRoots(aHost({ '/etc/ssl/cert.pem': 'pem' })).systemFiles).toEqual(['/etc/ssl/cert.pem']);
});
