import { describe, expect, test } from 'vitest';
import { judgeLines, matchesOf } from '../../../src/explain/explain.js';
import { RECOGNISERS } from '../../../src/explain/recognisers/catalogue.js';

/** What clients print for one cause, each in its own words. */
const TEXTS: readonly (readonly [cause: string, text: string])[] = [
  [
    'not-a-registry-problem',
    'ERROR: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1',
  ],
  [
    'not-a-registry-problem',
    'ERROR: failed to solve: failed to compute cache key: failed to calculate checksum of ref x::y: "/package.json": not found',
  ],
  ['not-a-registry-problem', "The command '/bin/sh -c apt-get update' returned a non-zero code: 100"],
  [
    'not-a-registry-problem',
    '#9 3.1 curl: (6) Could not resolve host: downloads.example.com\n#9 ERROR: process "/bin/sh -c curl -O https://downloads.example.com/x" did not complete successfully: exit code: 6',
  ],
  [
    'not-a-registry-problem',
    'redis.exceptions.ConnectionError: Error 111 connecting to redis:6379. Connection refused.',
  ],
  [
    'not-a-registry-problem',
    'psql: error: connection to server at "db" (10.0.0.5), port 5432 failed: Connection refused',
  ],
  [
    'not-a-registry-problem',
    'docker: Error response from daemon: Conflict. The container name "/web" is already in use by container "0123".',
  ],
  ['not-a-registry-problem', 'Unable to connect to the server: x509: certificate signed by unknown authority'],
  ['not-a-registry-problem', 'Error from server (Forbidden): pods is forbidden: User "me" cannot list resource "pods"'],
  [
    'not-a-registry-problem',
    'E0101 reflector.go:150] failed to list *v1.Pod: Get "https://10.0.0.1:6443/api/v1/pods": dial tcp 10.0.0.1:6443: connect: connection refused',
  ],
  [
    'not-a-registry-problem',
    "fatal: unable to access 'https://git.example.com/a.git/': Could not resolve host: git.example.com",
  ],
  [
    'not-a-registry-problem',
    "pip: WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError': /simple/flask/",
  ],
  [
    'not-a-registry-problem',
    "> Could not resolve all files for configuration ':classpath'. > Could not get resource 'https://plugins.gradle.org/m2/x.pom'. > Connect timed out",
  ],
  ['not-a-registry-problem', 'E: Failed to fetch http://deb.debian.org/debian/x.deb  503  Service Unavailable'],
  [
    'not-a-registry-problem',
    'Warning  FailedCreatePodSandBox  kubelet  Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "x": plugin type="calico" failed (add): connection refused',
  ],
  [
    'not-a-registry-problem',
    'Readiness probe failed: Get "http://10.1.0.4:8080/healthz": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
  ],
  ['not-a-registry-problem', 'An image does not exist locally with the tag: example/app'],
  [
    'not-a-registry-problem',
    'docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/start.sh": permission denied: unknown.',
  ],
  ['not-a-registry-problem', 'web_1 exited with code 137'],
  [
    'not-a-registry-problem',
    'nuget: error NU1301: Unable to load the service index for source https://api.nuget.org/v3/index.json',
  ],
  [
    'not-a-registry-problem',
    'Error: INSTALLATION FAILED: Kubernetes cluster unreachable: Get "https://10.0.0.1:6443/version": dial tcp 10.0.0.1:6443: i/o timeout',
  ],
];

describe('foreign', () => {
  test.each(TEXTS)('%s: %s', (cause, text) => {
    expect(matchesOf(judgeLines(text.split('\n'), RECOGNISERS))[0]?.code).toBe(cause);
  });
});
