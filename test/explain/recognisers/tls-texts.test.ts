import { describe, expect, test } from 'vitest';
import { judgeLines, matchesOf } from '../../../src/explain/explain.js';
import { RECOGNISERS } from '../../../src/explain/recognisers/catalogue.js';

/** What clients print for one cause, each in its own words. */
const TEXTS: readonly (readonly [cause: string, text: string])[] = [
  [
    'tls-unknown-ca',
    'Error: trying to reuse blob sha256:aaaaaaaaaaaa at destination: pinging container registry reg.example.com: Get "https://reg.example.com/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
  ],
  [
    'tls-unknown-ca',
    'error checking push permissions: creating push check transport for reg.example.com failed: Get "https://reg.example.com/v2/": x509: certificate signed by unknown authority',
  ],
  [
    'tls-unknown-ca',
    'docker login reg.example.com: curl: (60) SSL certificate problem: unable to get local issuer certificate https://reg.example.com/v2/',
  ],
  [
    'tls-unknown-ca',
    'jib: javax.net.ssl.SSLHandshakeException: sun.security.validator.ValidatorException: PKIX path building failed',
  ],
  [
    'tls-self-signed',
    'crane: Get "https://reg.example.com/v2/": tls: failed to verify certificate: x509: “reg.example.com” self-signed certificate',
  ],
  [
    'tls-name-mismatch',
    'Error response from daemon: Get "https://192.0.2.7/v2/": tls: failed to verify certificate: x509: cannot validate certificate for 192.0.2.7 because it doesn\'t contain any IP SANs',
  ],
  [
    'tls-name-mismatch',
    'docker login: Get "https://reg.example.com/v2/": x509: certificate is valid for ingress.local, not reg.example.com',
  ],
  [
    'tls-name-mismatch',
    'jib push: javax.net.ssl.SSLPeerUnverifiedException: No subject alternative DNS name matching reg.example.com found.',
  ],
  [
    'tls-legacy-cn',
    'failed to do request: Head "https://reg.example.com/v2/": x509: certificate relies on legacy Common Name field, use SANs or temporarily enable Common Name matching with GODEBUG=x509ignoreCN=0',
  ],
  [
    'tls-expired',
    'Get "https://reg.example.com/v2/": x509: certificate has expired or is not yet valid: current time 2026-02-01T00:00:00Z is after 2026-01-01T00:00:00Z',
  ],
  [
    'tls-not-yet-valid-clock-skew',
    'Get "https://reg.example.com/v2/": x509: certificate has expired or is not yet valid: current time 2015-10-01T00:00:00Z is before 2025-01-01T00:00:00Z',
  ],
  [
    'tls-version-or-cipher',
    'Error response from daemon: Get "https://reg.example.com/v2/": tls: no supported versions satisfy MinVersion and MaxVersion',
  ],
  [
    'tls-version-or-cipher',
    'Error: pinging container registry reg.example.com: Get "https://reg.example.com/v2/": remote error: tls: protocol version not supported',
  ],
  [
    'tls-client-cert-required',
    'Error response from daemon: Get "https://reg.example.com/v2/": remote error: tls: bad certificate',
  ],
  ['tls-client-cert-required', 'Get "https://reg.example.com/v2/": remote error: tls: unknown certificate authority'],
  [
    'tls-unknown-ca',
    'registry-1 | 2026/01/01 http: TLS handshake error from 10.0.0.9:40000: remote error: tls: unknown certificate authority (container registry)',
  ],
  [
    'https-on-http-port',
    'Error: initializing source docker://reg.example.com:5000/app:1: pinging container registry reg.example.com:5000: Get "https://reg.example.com:5000/v2/": http: server gave HTTP response to HTTPS client',
  ],
  [
    'https-on-http-port',
    'docker build FROM reg.example.com:5000/app: ssl.SSLError: [SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1125)',
  ],
  ['http-on-https-port', 'unexpected status code 400 Bad Request: Client sent an HTTP request to an HTTPS server.'],
  [
    'http-on-https-port',
    'docker registry log: http: TLS handshake error from 10.0.0.9:40000: tls: first record does not look like a TLS handshake',
  ],
  [
    'config-ignored-wrong-path',
    'Error response from daemon: open /etc/docker/certs.d/reg.example.com/ca.crt: permission denied',
  ],
  [
    'auth-token-realm-unreachable',
    'Error response from daemon: Get "https://reg.example.com/v2/": Get "https://auth.example.com/token?account=me&scope=repository%3Aapp%3Apull&service=reg": x509: certificate signed by unknown authority',
  ],
];

describe('tls', () => {
  test.each(TEXTS)('%s: %s', (cause, text) => {
    expect(matchesOf(judgeLines(text.split('\n'), RECOGNISERS))[0]?.code).toBe(cause);
  });
});
