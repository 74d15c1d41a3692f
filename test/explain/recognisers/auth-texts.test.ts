import { describe, expect, test } from 'vitest';
import { judgeLines, matchesOf } from '../../../src/explain/explain.js';
import { RECOGNISERS } from '../../../src/explain/recognisers/catalogue.js';

/** What clients print for one cause, each in its own words. */
const TEXTS: readonly (readonly [cause: string, text: string])[] = [
  [
    'auth-missing-credentials',
    'Failed to pull image "reg.example.com/app:1": rpc error: code = Unknown desc = failed to pull and unpack image "reg.example.com/app:1": failed to resolve reference "reg.example.com/app:1": failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized'.replace(
      'failed to fetch anonymous token: unexpected status: ',
      'unexpected status from HEAD request: ',
    ),
  ],
  ['auth-missing-credentials', 'no basic auth credentials'],
  [
    'auth-missing-credentials',
    'Error response from daemon: Head "https://reg.example.com/v2/app/manifests/1": no basic auth credentials',
  ],
  [
    'auth-missing-credentials',
    'Error: pulling reg.example.com/app: unable to pull image: unauthorized: access to the requested resource is not authorized',
  ],
  [
    'auth-missing-credentials',
    'error pushing image: failed to push to destination reg.example.com/app:1: POST https://reg.example.com/v2/app/blobs/uploads/: UNAUTHORIZED: authentication required',
  ],
  [
    'auth-missing-credentials',
    'denied: Unauthenticated request. Unauthenticated requests do not have permission "artifactregistry.repositories.uploadArtifacts" on resource "projects/p/locations/l/repositories/r" (or it may not exist) docker push',
  ],
  [
    'auth-missing-credentials',
    '  Warning  FailedToRetrieveImagePullSecret  5s  kubelet  Unable to retrieve some image pull secrets (reg-key); attempting to pull the image may not succeed.',
  ],
  [
    'auth-bad-credentials',
    'Error response from daemon: Get https://registry-1.docker.io/v2/: unauthorized: incorrect username or password',
  ],
  [
    'auth-bad-credentials',
    'Error response from daemon: login attempt to http://reg.example.com/v2/ failed with status: 401 Unauthorized',
  ],
  [
    'auth-bad-credentials',
    'time="2026-01-01T00:00:00Z" level=fatal msg="authenticating creds for \\"reg.example.com\\": invalid username/password"',
  ],
  ['auth-bad-credentials', 'Error: Error response from daemon: Get "https://reg.example.com/v2/": denied: denied'],
  [
    'auth-denied-scope',
    'denied: User: arn:aws:iam::000000000000:user/ci is not authorized to perform: ecr:InitiateLayerUpload on resource: arn:aws:ecr:eu-west-1:000000000000:repository/app',
  ],
  [
    'auth-denied-scope',
    'ERROR: failed to solve: failed to push ghcr.io/example/app:1: denied: permission_denied: The requested installation does not exist.',
  ],
  ['auth-denied-scope', 'denied: access forbidden docker push registry.gitlab.com/team/app'],
  [
    'auth-denied-scope',
    'unauthorized: access token has insufficient scopes docker pull example/app'.replace(
      'unauthorized: access',
      'access',
    ),
  ],
  [
    'auth-denied-scope',
    'push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
  ],
  [
    'repository-not-found',
    "docker: Error response from daemon: pull access denied for example/ap, repository does not exist or may require 'docker login': denied: requested access to the resource is denied.",
  ],
  [
    'repository-not-found',
    'Error: initializing source docker://example/ap:latest: reading manifest latest in docker.io/example/ap: errors:\ndenied: requested access to the resource is denied\nunauthorized: authentication required',
  ],
  [
    'repository-not-found',
    "Error response from daemon: repository reg.example.com/ap not found: name unknown: The repository with name 'ap' does not exist in the registry with id '000000000000'",
  ],
  ['auth-expired-token', 'denied: Your authorization token has expired. Reauthenticate and try again.'],
  [
    'auth-expired-token',
    'An error occurred (ExpiredTokenException) when calling the GetAuthorizationToken operation: The security token included in the request is expired; docker login',
  ],
  [
    'auth-clock-skew',
    'docker login ecr: An error occurred (InvalidSignatureException): Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z (20260101T001500Z - 5 min.)',
  ],
  [
    'auth-helper-missing',
    'error getting credentials - err: exec: "docker-credential-desktop.exe": executable file not found in $PATH, out: ``',
  ],
  [
    'auth-helper-missing',
    'failed to solve: error getting credentials - err: exec: "docker-credential-ecr-login": executable file not found in %PATH%, out: ``',
  ],
  [
    'auth-helper-failed',
    'error getting credentials - err: exit status 1, out: `error getting credentials - err: exit status 1, out: `no usernames for https://index.docker.io/v1/``',
  ],
  [
    'auth-helper-failed',
    'Error saving credentials: error storing credentials - err: exit status 1, out: `The stub received bad data.`',
  ],
  [
    'auth-helper-failed',
    '[1234] Failed to execute script docker-compose docker.credentials.errors.StoreError: Credentials store docker-credential-osxkeychain exited with ""',
  ],
  [
    'auth-token-realm-unreachable',
    'failed to authorize: failed to fetch anonymous token: Get "https://auth.example.com/token?scope=repository%3Aapp%3Apull&service=reg": dial tcp: lookup auth.example.com: no such host',
  ],
  ['anonymous-push-denied', 'Please login prior to push:\nUsername: EOF'],
];

describe('auth', () => {
  test.each(TEXTS)('%s: %s', (cause, text) => {
    expect(matchesOf(judgeLines(text.split('\n'), RECOGNISERS))[0]?.code).toBe(cause);
  });
});
