import { describe, expect, test } from 'vitest';
import { authFiles } from '../../../src/clients/containers-image/auth/files.js';
import { findCredential } from '../../../src/clients/containers-image/auth/find.js';
import { toolFeatures } from '../../../src/clients/containers-image/versions.js';
import type { Host } from '../../../src/host/host.js';
import { aHost } from '../a-host.js';
import { AUTH, auths, base64, DOCKER, filesOf } from './auth-fixtures.js';

function look(host: Host, key: string, helpers: readonly string[] = ['containers-auth.json'], countsErrors = false) {
  return findCredential(host, { files: filesOf(host), helpers, helpersSource: null, countsErrors }, key);
}

describe('which files are read', () => {
  const DEFAULTS = [AUTH, '/root/.config/containers/auth.json', DOCKER, '/root/.dockercfg'];

  test.each([
    ['buildah', '1.44.0', {}, DEFAULTS],
    [
      'buildah',
      '1.44.0',
      { XDG_RUNTIME_DIR: '/run/user/0' },
      ['/run/user/0/containers/auth.json', ...DEFAULTS.slice(1)],
    ],
    ['buildah', '1.44.0', { XDG_RUNTIME_DIR: '/nope' }, DEFAULTS.slice(1)],
    ['buildah', '1.44.0', { XDG_CONFIG_HOME: '/c' }, [AUTH, '/c/containers/auth.json', ...DEFAULTS.slice(2)]],
    ['buildah', '1.44.0', { DOCKER_CONFIG: '/d' }, ['/d/config.json']],
    [
      'skopeo',
      '1.22.2',
      { DOCKER_CONFIG: '/d' },
      [AUTH, '/root/.config/containers/auth.json', '/d/config.json', '/root/.dockercfg'],
    ],
    ['skopeo', '1.22.2', { REGISTRY_AUTH_FILE: '/nope.json' }, ['/nope.json']],
    [
      'buildah',
      '1.28.2',
      { REGISTRY_AUTH_FILE: '/nope.json' },
      'checking authfile: stat /nope.json: no such file or directory',
    ],
    ['podman', '4.3.1', { REGISTRY_AUTH_FILE: '/nope.json' }, 'stat /nope.json: no such file or directory'],
    ['podman', '5.8.2', { REGISTRY_AUTH_FILE: '/nope.json' }, ['/nope.json']],
    [
      'buildah',
      '1.44.0',
      { REGISTRY_AUTH_FILE: '/nope.json' },
      'credential file is not accessible: faccessat /nope.json: no such file or directory',
    ],
    ['cri-o', '1.36.0', { REGISTRY_AUTH_FILE: '/nope.json' }, DEFAULTS],
    // Up to image 5.23 a named file stands in the place of the first, and the others follow.
    ['skopeo', '1.9.3', { REGISTRY_AUTH_FILE: '/nope.json' }, ['/nope.json', ...DEFAULTS.slice(1)]],
    ['skopeo', '1.10.0', { REGISTRY_AUTH_FILE: '/d/config.json' }, ['/d/config.json', ...DEFAULTS.slice(1)]],
    ['skopeo', '1.11.0', { REGISTRY_AUTH_FILE: '/d/config.json' }, ['/d/config.json']],
    ['buildah', '1.28.2', { REGISTRY_AUTH_FILE: '/d/config.json' }, ['/d/config.json', ...DEFAULTS.slice(1)]],
    ['podman', '4.4.0', { REGISTRY_AUTH_FILE: '/d/config.json' }, ['/d/config.json']],
  ] as const)('%s %s with %j', (tool, version, environment, expected) => {
    const host = aHost({ '/d/config.json': '{}' }, { environment, directories: ['/run/user/0'] });
    const found = authFiles(host, toolFeatures(tool, version), 'pull', null);
    expect(found.ok ? found.files.map(({ path }) => path) : found.text).toEqual(expected);
  });
});

describe('helpers', () => {
  const config = JSON.stringify({ credHelpers: { reg: 'vault' }, auths: { reg: { auth: base64('a:b') } } });

  test('a missing program stops the client, the entry beside it doesn’t count', () => {
    expect(look(aHost({ [AUTH]: config }), 'reg/x')).toMatchObject({
      failure: 'credential-helper',
      text: 'error getting credentials - err: exec: "docker-credential-vault": executable file not found in $PATH, out: ``',
    });
  });

  test('one that is there is named, with what comes after it', () => {
    const host = aHost({ [AUTH]: config, '/usr/bin/docker-credential-vault': '' });
    expect(look(host, 'reg/x')).toMatchObject({
      ok: true,
      credential: { id: 'helper docker-credential-vault reg', kind: 'helper', matchedKey: 'reg' },
    });
  });

  test('a failing helper does no harm where the files have an answer', () => {
    const host = aHost({ [AUTH]: auths({ reg: 'a:b' }) });
    expect(look(host, 'reg/x', ['absent', 'containers-auth.json'])).toMatchObject({
      credential: { id: `${AUTH}#/auths/reg` },
    });
    expect(look(host, 'other/x', ['absent', 'containers-auth.json'], true)).toMatchObject({
      text: expect.stringMatching(/^1 error occurred: \* error getting credentials/),
    });
  });
});
