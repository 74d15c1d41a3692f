import { describe, expect, test } from 'vitest';
import { judgeLines, matchesOf } from '../../src/explain/explain.js';
import { RECOGNISERS } from '../../src/explain/recognisers/catalogue.js';

const X509 = 'x509: certificate signed by unknown authority';

describe('which hop failed', () => {
  test.each([
    ['the registry', `Get "https://reg.example.com/v2/": ${X509}`, 'tls-unknown-ca'],
    [
      'its token service',
      `Get "https://reg.example.com/v2/": Get "https://auth.example.com/token?scope=x&service=y": ${X509}`,
      'auth-token-realm-unreachable',
    ],
    [
      'its blob store',
      `Get "https://store.example.net/registry/blobs/sha256/aa/bb/data?verify=x": ${X509}`,
      'blob-redirect-unreachable',
    ],
    [
      'a blob store that answers and fails',
      'pulling image: GET https://store.example.net/docker/blobs/sha256/aa/data?X-Amz-Date=x: unexpected status code 503 Service Unavailable',
      'registry-5xx',
    ],
    [
      'the regional storage behind registry.k8s.io',
      'docker pull: Get https://us-east1-docker.pkg.dev/v2/k8s-artifacts-prod/images/pause/manifests/3: read tcp 10.0.0.9:40000->192.0.2.7:443: read: connection reset by peer',
      'blob-redirect-unreachable',
    ],
    [
      'a Service of the cluster',
      'docker pull: dial tcp: lookup reg.infra.svc.cluster.local: no such host',
      'dns-cluster-name-on-node',
    ],
    ['IPv6', 'docker pull: dial tcp [2001:db8::7]:443: i/o timeout', 'ipv6-broken'],
    [
      'a public registry that is not reached',
      'docker pull: Get "https://registry-1.docker.io/v2/": dial tcp 203.0.113.5:443: i/o timeout',
      'proxy-misconfigured',
    ],
    [
      'a registry that is gone',
      'docker pull: Get "https://x.bintray.io/v2/": dial tcp: lookup x.bintray.io: no such host',
      'registry-deleted-or-eol',
    ],
    ['a scheme for a host', 'docker pull: dial tcp: lookup https: no such host', 'invalid-reference'],
  ])('%s', (_what, text, cause) => {
    expect(matchesOf(judgeLines([text], RECOGNISERS))[0]?.code).toBe(cause);
  });

  test('the layer that failed there stays as another answer', () => {
    const codes = matchesOf(
      judgeLines(
        [`Get "https://reg.example.com/v2/": Get "https://auth.example.com/token?scope=x&service=y": ${X509}`],
        RECOGNISERS,
      ),
    ).map(({ code }) => code);
    expect(codes).toContain('tls-unknown-ca');
  });
});
