import { describe, expect, test } from 'vitest';
import { CLIENTS, clientNamed } from '../../../src/clients/catalogue.js';
import { type ToolFeatures, toolFeatures, versionAtLeast } from '../../../src/clients/containers-image/versions.js';
import { aHost } from '../a-host.js';

test.each([
  ['buildah', '1.28.2', { basis: 'run', goVersion: '1.19', keepAlive: false, v1Ping: true, generation: 'classic' }],
  ['buildah', '1.30.0', { basis: 'read', keepAlive: true, v1Ping: true }],
  ['buildah', '1.38.0', { v1Ping: false, retriesServerErrors: false }],
  ['buildah', '1.40.1', { retriesServerErrors: true, jitter: false }],
  ['buildah', '1.43.0', { jitter: true, generation: 'classic' }],
  ['buildah', '1.44.0', { generation: 'configfile', basis: 'read', cgo: true }],
  ['podman', '4.3.1', { basis: 'run', v1Ping: true }],
  ['podman', '5.8.2', { generation: 'classic', v1Ping: false }],
  ['podman', '6.0.0-dev', { generation: 'configfile' }],
  ['skopeo', '1.9.3', { basis: 'run' }],
  ['skopeo', '1.22.2', { generation: 'classic', jitter: true }],
  ['cri-o', '1.36.3', { generation: 'classic', jitter: false, v1Ping: false, cgo: false }],
  ['buildah', 'unknown', { generation: 'configfile', v1Ping: false }],
] as const)('%s %s', (tool, version, expected: Partial<ToolFeatures>) => {
  expect(toolFeatures(tool, version)).toMatchObject(expected);
});

test.each([
  ['1.28.2', '1.28', true],
  ['1.9.3', '1.12', false],
  ['v5.0.0-rc1', '5.0', true],
  ['4.9', '4.9.1', false],
])('%s is at least %s: %s', (version, boundary, expected) => {
  expect(versionAtLeast(version, boundary)).toBe(expected);
});

describe('the list of clients', () => {
  test.each([
    ['buildah', 'buildah version 1.28.2 (image-spec 1.0.2-dev, runtime-spec 1.0.2-dev)', '1.28.2'],
    ['podman', 'podman version 4.3.1', '4.3.1'],
    ['skopeo', 'skopeo version 1.9.3 commit: abc', '1.9.3'],
    ['cri-o', 'crio version 1.28.0\nVersion:        1.28.0\nGitCommit:      unknown', '1.28.0'],
    ['podman', 'Error: unknown flag', null],
  ])('%s prints its version', (name, output, expected) => {
    expect(clientNamed(name)?.parseVersion(output)).toBe(expected);
  });

  test('each is found by its name, on PATH or by its configuration', () => {
    const host = aHost(
      { '/usr/bin/skopeo': '', '/etc/crio/crio.conf': '' },
      { environment: { PATH: '/bin:relative:/usr/bin' } },
    );
    expect(CLIENTS.filter((client) => client.isOn(host)).map(({ name }) => name)).toEqual(['skopeo', 'cri-o']);
    expect(clientNamed('nope')).toBeUndefined();
  });
});
