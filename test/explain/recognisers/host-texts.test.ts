import { describe, expect, test } from 'vitest';
import { judgeLines, matchesOf } from '../../../src/explain/explain.js';
import { RECOGNISERS } from '../../../src/explain/recognisers/catalogue.js';

/** What clients print for one cause, each in its own words. */
const TEXTS: readonly (readonly [cause: string, text: string])[] = [
  [
    'storage-no-space',
    'Error: copying system image from manifest list: writing blob: storing blob to file "/var/tmp/storage1/1": write /var/tmp/storage1/1: no space left on device',
  ],
  [
    'storage-no-space',
    'failed to register layer: devmapper: Thin Pool has 100 free data blocks which is less than minimum required 200 free data blocks.',
  ],
  [
    'storage-overlay-on-overlay',
    'Error: kernel does not support overlay fs: \'overlay\' is not supported over overlayfs at "/home/me/.local/share/containers/storage/overlay": backing file system is unsupported for this graph driver',
  ],
  [
    'storage-overlay-on-overlay',
    'failed to extract layer sha256:aaaa: failed to convert whiteout file "usr/.wh.x": operation not permitted: unknown',
  ],
  [
    'storage-fuse-missing',
    'Error: creating overlay mount to /var/lib/containers/storage/overlay/x/merged: using mount program /usr/bin/fuse-overlayfs: fuse: failed to open /dev/fuse: Permission denied',
  ],
  [
    'storage-permission-userns',
    'Error: cannot set up namespace using "/usr/bin/newuidmap": exit status 1: newuidmap: write to uid_map failed: Operation not permitted',
  ],
  [
    'storage-permission-userns',
    'failed to register layer: Error processing tar file(exit status 1): Container ID 166536 cannot be mapped to a host ID',
  ],
  [
    'storage-permission-userns',
    'failed to register layer: ApplyLayer exit status 1 stdout:  stderr: lchown /app/x: invalid argument',
  ],
  [
    'config-parse-error',
    "unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid character '}' looking for beginning of object key string",
  ],
  [
    'config-parse-error',
    'Error: loading registries configuration "/etc/containers/registries.conf": toml: line 3 (last key "unqualified-search-registries"): expected value but found "docker" instead',
  ],
  [
    'config-wrong-dialect',
    "unable to configure the Docker daemon with file /etc/docker/daemon.json: the following directives don't match any configuration option: insecure-registry",
  ],
  ['config-wrong-dialect', 'containerd: invalid plugin key URI "cri" expect io.containerd.x.vx'],
  [
    'config-conflict',
    'level=warning msg="failed to load plugin" error="invalid cri image config: `mirrors` cannot be set when `config_path` is provided"',
  ],
  [
    'config-ignored-wrong-path',
    'docker login http://192.0.2.7\nUsername: me\nPassword:\nError response from daemon: Get "https://192.0.2.7/v2/": dial tcp 192.0.2.7:443: connect: connection refused',
  ],
  [
    'policy-blocked-registry',
    'Error from server ([repo-is-allowed] container <app> has an invalid image repo <docker.io/app>, allowed repos are ["reg.example.com/"]): error when creating "pod.yaml": admission webhook "validation.gatekeeper.sh" denied the request',
  ],
  [
    'policy-blocked-registry',
    'Error from server: admission webhook "validate.kyverno.svc-fail" denied the request: validation error: Unknown image registry. rule validate-registries failed',
  ],
  [
    'policy-blocked-registry',
    'Error: initializing source docker://reg.example.com/app:1: registry reg.example.com is blocked in /etc/containers/registries.conf or /etc/containers/registries.conf.d',
  ],
  [
    'policy-blocked-registry',
    'pods "app" is forbidden: image policy webhook backend denied one or more images: not scanned',
  ],
  ['policy-signature-rejected', 'Error: No valid trust data for latest (docker pull, content trust)'],
  [
    'policy-signature-rejected',
    'admission webhook "policy.sigstore.dev" denied the request: validation failed: failed policy: signed: spec.containers[0].image reg.example.com/app@sha256:aaaaaaaaaaaa signature key validation failed for authority a: no matching signatures',
  ],
  [
    'daemon-not-running',
    'docker: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?.',
  ],
  [
    'daemon-not-running',
    'error during connect: This error may indicate that the docker daemon is not running.: Get "http://%2F%2F.%2Fpipe%2Fdocker_engine/v1.24/images/json": open //./pipe/docker_engine: The system cannot find the file specified.',
  ],
  ['daemon-not-running', "ERROR: Couldn't connect to Docker daemon at http+docker://localhost - is it running?"],
  [
    'daemon-not-running',
    'failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct and if the daemon is running: dial unix /var/run/docker.sock: connect: no such file or directory',
  ],
  [
    'daemon-not-running',
    'Got permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.24/images/json": dial unix /var/run/docker.sock: connect: permission denied',
  ],
  [
    'daemon-not-running',
    'validate service connection: CRI v1 image API is not implemented for endpoint "unix:///run/containerd/containerd.sock": rpc error: code = Unimplemented desc = unknown service runtime.v1.ImageService',
  ],
  [
    'kubelet-backoff-only',
    '  Normal   BackOff  3m (x20 over 8m)  kubelet  Back-off pulling image "reg.example.com/app:1"\n  Warning  Failed  3m  kubelet  Error: ImagePullBackOff',
  ],
];

describe('host', () => {
  test.each(TEXTS)('%s: %s', (cause, text) => {
    expect(matchesOf(judgeLines(text.split('\n'), RECOGNISERS))[0]?.code).toBe(cause);
  });
});
