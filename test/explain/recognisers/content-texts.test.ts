import { describe, expect, test } from 'vitest';
import { judgeLines, matchesOf } from '../../../src/explain/explain.js';
import { RECOGNISERS } from '../../../src/explain/recognisers/catalogue.js';

/** What clients print for one cause, each in its own words. */
const TEXTS: readonly (readonly [cause: string, text: string])[] = [
  [
    'manifest-unknown',
    'Error response from daemon: manifest for reg.example.com/app:9.9 not found: manifest unknown: manifest unknown',
  ],
  [
    'manifest-unknown',
    'ERROR: failed to solve: reg.example.com/app:9.9: failed to resolve source metadata for reg.example.com/app:9.9: reg.example.com/app:9.9: not found',
  ],
  [
    'manifest-unknown',
    'error: failed to solve with frontend dockerfile.v0: failed to create LLB definition: docker.io/library/app:9.9: not found',
  ],
  [
    'manifest-unknown',
    'GET https://index.docker.io/v2/example/app/manifests/9.9: MANIFEST_UNKNOWN: manifest unknown; unknown tag=9.9',
  ],
  ['manifest-unknown', 'Error: Tag 9.9 not found in repository docker.io/example/app'],
  [
    'manifest-unknown',
    'Failed to pull image "reg.example.com/app:9.9": rpc error: code = NotFound desc = failed to pull and unpack image "reg.example.com/app:9.9": failed to resolve image: reg.example.com/app:9.9: not found',
  ],
  [
    'manifest-unknown',
    'Error: reading manifest 9.9 in quay.io/example/app: unknown: Tag 9.9 was deleted or has expired. To pull, revive via time machine',
  ],
  [
    'repository-not-found',
    'Error: GET https://reg.example.com/v2/app/tags/list: NAME_UNKNOWN: repository name not known to registry',
  ],
  ['repository-not-found', 'Error: image library/ap:latest not found'],
  ['repository-not-found', 'docker push: unauthorized: project team not found: team'],
  ['wrong-platform', 'docker: no matching manifest for linux/arm64/v8 in the manifest list entries.'],
  ['wrong-platform', 'failed to pull image "reg.example.com/app:1": no match for platform in manifest: not found'],
  ['wrong-platform', 'Error: no child with platform linux/arm64 in index reg.example.com/app:1'],
  [
    'wrong-platform',
    "WARNING: The requested image's platform (linux/amd64) does not match the detected host platform (linux/arm64/v8) and no specific platform was requested\nexec /app: exec format error",
  ],
  ['wrong-platform', 'a Windows version 10.0.20348-based image is incompatible with a 10.0.17763 host'],
  ['wrong-platform', 'docker: image operating system "windows" cannot be used on this platform.'],
  [
    'schema1-unsupported',
    '[DEPRECATION NOTICE] Docker Image Format v1 and Docker Image manifest version 2, schema 1 support is disabled by default and will be removed in an upcoming release.',
  ],
  [
    'schema1-unsupported',
    'failed to pull and unpack image "reg.example.com/old:1": schema 1 image manifests are no longer supported: invalid argument',
  ],
  [
    'mediatype-unsupported',
    'failed to pull and unpack image "reg.example.com/chart:1": failed to unpack image on snapshotter overlayfs: mismatched image rootfs and manifest layers',
  ],
  [
    'mediatype-unsupported',
    "Error response from daemon: mediaType in manifest should be 'application/vnd.docker.distribution.manifest.v2+json' not 'application/vnd.oci.image.manifest.v1+json'",
  ],
  [
    'digest-mismatch',
    'failed commit on ref "layer-sha256:aaaa": failed size validation: 100 != 2000: failed precondition',
  ],
  ['digest-mismatch', 'Error: writing blob: Digest did not match, expected sha256:aaaa, got sha256:bbbb'],
  [
    'digest-mismatch',
    "com.google.cloud.tools.jib.registry.UnexpectedBlobDigestException: The pulled BLOB has digest 'sha256:aa', but the request digest was 'sha256:bb'",
  ],
  [
    'blob-unknown-or-corrupt',
    'failed to copy: httpReadSeeker: failed open: could not fetch content descriptor sha256:aaaa (application/vnd.oci.image.layer.v1.tar+gzip) from remote: not found',
  ],
  [
    'blob-unknown-or-corrupt',
    'The push refers to repository [reg.example.com/app]\n7c5b13fe017a: Pushing  231.8MB/231.8MB\nunknown blob',
  ],
  ['blob-unknown-or-corrupt', 'failed to register layer: archive/tar: invalid tar header'],
  ['invalid-reference', 'docker: invalid reference format.'],
  [
    'invalid-reference',
    'Failed to apply default image tag "reg.example.com/App:1": couldn\'t parse image name "reg.example.com/App:1": invalid reference format: repository name must be lowercase',
  ],
  ['invalid-reference', 'Error: Error parsing image name "docker://": invalid reference format'],
  [
    'invalid-reference',
    'error: could not parse reference: repository can only contain the characters `abcdefghijklmnopqrstuvwxyz0123456789_-./`: App',
  ],
  ['invalid-reference', 'FATA[0000] Invalid repository name (Team/app), only [a-z0-9-_.] are allowed'],
  ['short-name-unresolved', 'Error: short-name resolution enforced but cannot prompt without a TTY'],
  [
    'upload-too-large',
    'error parsing HTTP 413 response body: invalid character \'<\' looking for beginning of value: "<html><head><title>413 Request Entity Too Large</title>"',
  ],
  [
    'upload-redirect-scheme',
    'error pushing image: Patch "http://reg.example.com/v2/app/blobs/uploads/1?_state=x": dial tcp 192.0.2.7:80: connect: connection refused',
  ],
  [
    'registry-storage-full-or-readonly',
    'registry level=error msg="response completed with error" err.detail="filesystem: mkdir /var/lib/registry/docker: permission denied"',
  ],
  [
    'registry-storage-full-or-readonly',
    'error: PUT https://reg.example.com/v2/app/blobs/uploads/1: DENIED: adding 10.0 MiB of storage resource, which when updated to current usage of 1.0 GiB will exceed the configured upper limit of 1.0 GiB.',
  ],
  ['other:tag-immutable', "unknown: Failed to process request due to 'app:1' configured as immutable. docker push"],
  ['other:registry-replicas-inconsistent', 'error: blob upload unknown docker push reg.example.com/app'],
];

describe('content', () => {
  test.each(TEXTS)('%s: %s', (cause, text) => {
    expect(matchesOf(judgeLines(text.split('\n'), RECOGNISERS))[0]?.code).toBe(cause);
  });
});
