import { describe, expect, test } from 'vitest';
import { judgeLines, matchesOf } from '../../../src/explain/explain.js';
import { RECOGNISERS } from '../../../src/explain/recognisers/catalogue.js';

/** What clients print for one cause, each in its own words. */
const TEXTS: readonly (readonly [cause: string, text: string])[] = [
  [
    'dns-nxdomain',
    'Error: error copying image: initializing source docker://reg.example.com/app:1: pinging container registry reg.example.com: Get "https://reg.example.com/v2/": dial tcp: lookup reg.example.com: no such host',
  ],
  [
    'dns-nxdomain',
    'FATA[0001] failed to resolve reference "reg.example.com/app:1": failed to do request: Head "https://reg.example.com/v2/app/manifests/1": dial tcp: lookup reg.example.com on 10.0.0.2:53: no such host',
  ],
  [
    'dns-nxdomain',
    'docker.errors.APIError: 500 Server Error for http+docker://localhost/v1.41/images/create: Internal Server Error ("Get https://reg.example.com/v2/: dial tcp: lookup reg.example.com: no such host")',
  ],
  [
    'dns-nxdomain',
    '[ERROR] Failed to execute goal com.google.cloud.tools:jib-maven-plugin:3.4.0:build: Build image failed: reg.example.com: nodename nor servname provided, or not known',
  ],
  [
    'dns-cluster-name-on-node',
    'Failed to pull image "registry.infra.svc.cluster.local:5000/app:1": failed to do request: Head "https://registry.infra.svc.cluster.local:5000/v2/app/manifests/1": dial tcp: lookup registry.infra.svc.cluster.local on 127.0.0.53:53: server misbehaving',
  ],
  [
    'dns-cluster-name-on-node',
    'rpc error: code = Unknown desc = Error response from daemon: Get "https://registry.infra.svc:5000/v2/": dial tcp: lookup registry.infra.svc on 10.0.0.2:53: no such host',
  ],
  [
    'dns-server-failure',
    'Error response from daemon: Get "https://reg.example.com/v2/": dial tcp: lookup reg.example.com on 10.0.0.2:53: read udp 10.0.0.9:40000->10.0.0.2:53: read: no route to host',
  ],
  [
    'dns-server-failure',
    'crane pull: Get "https://reg.example.com/v2/": dial tcp: lookup reg.example.com on 10.0.0.2:53: dial udp 10.0.0.2:53: connect: network is unreachable',
  ],
  [
    'dns-timeout',
    'Error response from daemon: Get "https://reg.example.com/v2/": dial tcp: lookup reg.example.com: i/o timeout',
  ],
  [
    'tcp-refused',
    'Error: pinging container registry 192.0.2.7:5000: Get "https://192.0.2.7:5000/v2/": dial tcp 192.0.2.7:5000: connect: connection refused',
  ],
  [
    'tcp-refused',
    'error: failed to solve: 192.0.2.7:5000/app: failed to do request: Head "https://192.0.2.7:5000/v2/app/manifests/latest": dial tcp 192.0.2.7:5000: connect: connection refused',
  ],
  [
    'tcp-refused',
    'FATA[0000] Error response from daemon: v1 ping attempt failed with error: Get http://reg.example.com:5000/v1/_ping: dial tcp 192.0.2.7:5000: connection refused',
  ],
  [
    'tcp-refused',
    'curl: (7) Failed to connect to reg.example.com port 443 after 3 ms: Connection refused https://reg.example.com/v2/',
  ],
  [
    'tcp-timeout',
    'Error response from daemon: Get "https://reg.example.com:5000/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
  ],
  [
    'tcp-timeout',
    'time="2026-01-01T00:00:00Z" level=fatal msg="pinging container registry reg.example.com:5000: Get \\"https://reg.example.com:5000/v2/\\": dial tcp 192.0.2.7:5000: connect: connection timed out"',
  ],
  ['tcp-unreachable', 'Get "https://192.0.2.7:5000/v2/": dial tcp 192.0.2.7:5000: connect: no route to host'],
  [
    'ipv6-broken',
    'Error response from daemon: Get "https://reg.example.com/v2/": dial tcp [2001:db8::7]:443: connect: network is unreachable',
  ],
  [
    'ipv6-broken',
    'failed to do request: Get "https://reg.example.com/v2/app/blobs/x": read tcp [2001:db8::2]:40000->[2001:db8::7]:443: read: connection reset by peer',
  ],
  [
    'proxy-misconfigured',
    'Error response from daemon: Get https://reg.example.com/v2/: proxyconnect tcp: dial tcp: lookup proxy.corp.example on 10.0.0.2:53: no such host',
  ],
  [
    'proxy-misconfigured',
    'Error response from daemon: Get https://registry-1.docker.io/v2/: proxyconnect tcp: tls: first record does not look like a TLS handshake',
  ],
  ['proxy-misconfigured', 'Error response from daemon: Head "https://reg.example.com/v2/app/manifests/1": Forbidden'],
  [
    'proxy-misconfigured',
    'docker pull app: Get https://registry-1.docker.io/v2/: dial tcp 203.0.113.5:443: i/o timeout',
  ],
  [
    'proxy-misconfigured',
    'failed to do request: Head "https://reg.example.com/v2/app/manifests/1": Proxy Authentication Required',
  ],
  [
    'proxy-interception',
    'Get "https://registry-1.docker.io/v2/": x509: certificate signed by unknown authority (issuer: CN=Zscaler Intermediate Root CA)',
  ],
  [
    'connection-reset-mtu',
    'failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://reg.example.com/v2/app/blobs/sha": read tcp 10.0.0.9:40000->192.0.2.7:443: read: connection reset by peer',
  ],
  [
    'connection-reset-mtu',
    'docker push reg.example.com/app: write tcp 10.0.0.9:40000->192.0.2.7:443: write: broken pipe',
  ],
  [
    'connection-reset-mtu',
    '[ERROR] com.google.cloud.tools.jib.plugins.common.BuildStepsExecutionException: Connection reset',
  ],
  [
    'timeout-slow-blob',
    'Failed to pull image "reg.example.com/big:1": rpc error: code = DeadlineExceeded desc = context deadline exceeded',
  ],
  [
    'timeout-slow-blob',
    'rpc error: code = Canceled desc = failed to pull and unpack image "reg.example.com/big:1": context canceled',
  ],
  [
    'blob-redirect-unreachable',
    'error pulling image configuration: download failed after attempts=6: dial tcp 203.0.113.5:443: i/o timeout',
  ],
  [
    'blob-redirect-unreachable',
    'Get "https://cdn01.quay.io/quayio-production-s3/sha256/aa/bb?X-Amz-Algorithm=AWS4": dial tcp: lookup cdn01.quay.io: no such host',
  ],
  [
    'registry-5xx',
    'failed to copy: httpReadSeeker: failed open: stream error: stream ID 7; INTERNAL_ERROR; received from peer',
  ],
  [
    'registry-5xx',
    'Error: initializing source docker://reg.example.com/app:1: pinging container registry reg.example.com: received unexpected HTTP status: 502 Bad Gateway',
  ],
  [
    'registry-5xx',
    'PUT https://reg.example.com/v2/app/manifests/1: unexpected status code 503 Service Unavailable: <html><body>no server</body></html>',
  ],
  [
    'rate-limited',
    'ERROR: failed to solve: alpine: failed to resolve source metadata for docker.io/library/alpine:latest: failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/alpine/manifests/sha256:aa: 429 Too Many Requests',
  ],
  ['rate-limited', 'error pulling from public.ecr.aws/app: toomanyrequests: Data limit exceeded'],
  [
    'captive-portal-or-html',
    "Error: initializing source docker://reg.example.com/app:1: invalid character '<' looking for beginning of value",
  ],
  [
    'registry-deleted-or-eol',
    'docker pull docker.bintray.io/team/app:1: Get https://docker.bintray.io/v2/: dial tcp: lookup docker.bintray.io: no such host',
  ],
];

describe('network', () => {
  test.each(TEXTS)('%s: %s', (cause, text) => {
    expect(matchesOf(judgeLines(text.split('\n'), RECOGNISERS))[0]?.code).toBe(cause);
  });
});
