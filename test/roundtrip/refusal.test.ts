import { describe, expect, test } from 'vitest';
import { explainedCodes } from '../../src/prove/explained-codes.js';
import { lastWords } from '../../src/prove/last-words.js';
import { refusalOf, removalRefusalOf } from '../../src/roundtrip/refusal.js';

const fatal = (message: string): string =>
  `Getting image source signatures\ntime="2026-01-02T03:04:05Z" level=fatal msg="${message}"`;
const REF = 'registry.test/regdoctor-roundtrip/0a1b2c3d4e';

describe('what a failed program says of the registry', () => {
  test.each([
    [
      `trying to reuse blob sha256:00 at destination: checking whether a blob sha256:00 exists in ${REF}: unauthorized: authentication required`,
      'denied',
    ],
    [
      `trying to reuse blob sha256:00 at destination: checking whether a blob sha256:00 exists in ${REF}: denied: requested access to the resource is denied`,
      'denied',
    ],
    [
      `writing blob: initiating layer upload to /v2/x/blobs/uploads/ in registry.test: requested access to the resource is denied`,
      'denied',
    ],
    [
      `initializing source docker://${REF}:1: reading manifest 1 in ${REF}: unauthorized: authentication required`,
      'denied',
    ],
    [
      `initializing source docker://${REF}:1: reading manifest 1 in ${REF}: requested access to the resource is denied`,
      'denied',
    ],
    [
      `Error parsing image name \\"docker://${REF}:1\\": unable to retrieve auth token: invalid username/password: unauthorized: incorrect username or password`,
      'denied',
    ],
    [
      `writing blob: initiating layer upload to /v2/x/blobs/uploads/ in registry.test: received unexpected HTTP status: 403 Forbidden`,
      'denied',
    ],
    [
      `Error parsing image name \\"docker://${REF}:1\\": reading manifest 1 in ${REF}: manifest unknown: manifest unknown`,
      'absent',
    ],
    [
      `Error parsing image name \\"docker://${REF}:1\\": reading manifest 1 in ${REF}: name unknown: repository name not known to registry`,
      'absent',
    ],
    [
      `Error parsing image name \\"docker://${REF}:1\\": pinging container registry registry.test: Get \\"https://registry.test/v2/\\": dial tcp 10.0.0.7:443: connect: connection refused`,
      'unreached',
    ],
    [
      `Error parsing image name \\"docker://${REF}:1\\": pinging container registry registry.test: Get \\"https://registry.test/v2/\\": x509: certificate signed by unknown authority`,
      'unreached',
    ],
    [
      `Error parsing image name \\"docker://${REF}:1\\": pinging container registry registry.test: Get \\"https://registry.test/v2/\\": http: server gave HTTP response to HTTPS client`,
      'unreached',
    ],
    [`writing blob: uploading layer chunked: something nobody has heard of`, 'other'],
  ])('%s', (message, refusal) => {
    const output = fatal(message);
    expect(refusalOf(output, explainedCodes(lastWords(output)))).toBe(refusal);
  });
});

test.each([
  'Error during unshare(CLONE_NEWUSER): Operation not permitted',
  "Error: 'overlay' is not supported over overlayfs, a mount_program is required: backing file system is unsupported for this graph driver",
  'Error: creating runtime static files directory: mkdir /run/user/1000/x: permission denied',
  'Error: writing blob: storing blob to file "/var/tmp/x": write /var/tmp/x: no space left on device',
  'Error: the specified runroot is longer than 50 characters: /var/tmp/regdoctor-abcdef/podman/run',
])('%s: the machine, not the registry', (output) => {
  expect(refusalOf(output, explainedCodes(lastWords(output)))).toBe('local');
});

test("what docker-registry says of its own storage is the registry's", () => {
  const said = fatal(
    'writing blob: initiating layer upload: filesystem: mkdir /var/lib/registry/docker: permission denied',
  );
  expect(refusalOf(said, [])).toBe('other');
});

describe('what a registry answers to a deletion', () => {
  test.each([
    // skopeo 1.9 and its registry's body; newer skopeo reads the body itself.
    [
      `Failed to delete /v2/x/manifests/sha256:00: {\\"errors\\":[{\\"code\\":\\"UNSUPPORTED\\",\\"message\\":\\"The operation is unsupported.\\"}]}\\n (405 Method Not Allowed)`,
      'disabled',
    ],
    [`deleting /v2/x/manifests/sha256:00: unsupported: The operation is unsupported.`, 'disabled'],
    [
      `Failed to delete /v2/x/manifests/sha256:00: {\\"errors\\":[{\\"code\\":\\"DENIED\\",\\"message\\":\\"requested access to the resource is denied\\"}]}\\n (403 Forbidden)`,
      'denied',
    ],
    [`Unable to delete ${REF}:1. Image may not exist or is not stored with a v2 Schema in a v2 registry`, 'absent'],
    [`deleting ${REF}:1: manifest unknown`, 'absent'],
    [`Get \\"https://registry.test/v2/\\": EOF`, 'other'],
  ])('%s', (message, refusal) => {
    expect(removalRefusalOf(fatal(message))).toBe(refusal);
  });
});
