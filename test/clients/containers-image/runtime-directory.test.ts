import { describe, expect, test } from 'vitest';
import { defaultAuthFiles } from '../../../src/clients/containers-image/auth/files.js';
import { aHost } from '../a-host.js';

describe('where a login is looked for without XDG_RUNTIME_DIR', () => {
  const first = (tool: 'buildah' | 'podman' | 'skopeo', version: string, uid: number, files = {}, environment = {}) =>
    defaultAuthFiles(aHost(files, { uid, environment }), { tool, version })[0]?.path;

  test('root and skopeo look under /run/containers', () => {
    expect(first('buildah', '1.28.2', 0)).toBe('/run/containers/0/auth.json');
    expect(first('skopeo', '1.9.3', 1000)).toBe('/run/containers/1000/auth.json');
  });

  test('buildah and podman of anybody else look in the directory of the session', () => {
    const files = { '/run/user/1000/bus': '' };
    expect(first('buildah', '1.28.2', 1000, files)).toBe('/run/user/1000/containers/auth.json');
    expect(first('podman', '4.3.1', 1000, files)).toBe('/run/user/1000/containers/auth.json');
  });

  test('without one they make their own under TMPDIR', () => {
    expect(first('buildah', '1.28.2', 1000)).toBe('/tmp/storage-run-1000/containers/auth.json');
    expect(first('podman', '4.3.1', 1000)).toBe('/tmp/podman-run-1000/containers/auth.json');
    expect(first('podman', '5.8.3', 1000, {}, { TMPDIR: '/var/tmp' })).toBe(
      '/var/tmp/storage-run-1000/containers/auth.json',
    );
  });
});
