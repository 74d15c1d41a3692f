import { describe, expect, test } from 'vitest';
import type { StorageClient } from '../../../src/facts/storage.js';
import { assembleHostOver } from '../../../src/host/assemble.js';
import { memoryFiles } from '../../../src/host/memory-files.js';
import { storageSettings } from '../../../src/probes/storage/settings.js';

const SYSTEM = '/usr/share/containers/storage.conf';
const ADMINISTRATOR = '/etc/containers/storage.conf';
const OWN = '/home/pod/.config/containers/storage.conf';
const conf = (lines: string): string =>
  `[storage]\ndriver = "overlay"\nrunroot = "/run/x"\ngraphroot = "/store/x"\n[storage.options.overlay]\n${lines}\n`;

function settings(
  files: Record<string, string>,
  more: { environment?: Record<string, string>; uid?: number; client?: StorageClient; version?: string } = {},
) {
  const uid = more.uid ?? 0;
  const host = assembleHostOver(memoryFiles(files), {
    root: '/',
    environment: { HOME: uid === 0 ? '/root' : '/home/pod', ...more.environment },
    uid,
    nowMs: 0,
    architecture: 'x64',
  });
  return storageSettings(host, more.client ?? 'buildah', more.version ?? '1.28.2');
}

describe('storage.conf as it is read', () => {
  test('root: the file of the administrator alone, with its lines', () => {
    const read = settings({ [SYSTEM]: conf('mountopt = "nodev"'), [ADMINISTRATOR]: conf('mount_program = "/bin/f"') });
    expect(read).toMatchObject({
      driver: 'overlay',
      graphRoot: '/store/x',
      mountProgram: '/bin/f',
      mountOptions: '',
      files: [
        { path: ADMINISTRATOR, counts: true },
        { path: SYSTEM, counts: false },
      ],
      error: null,
    });
    expect(read.sources.mountProgram).toEqual({ path: ADMINISTRATOR, line: 6, says: 'mount_program = "/bin/f"' });
  });

  test('no file at all: the defaults', () => {
    expect(settings({})).toMatchObject({
      driver: null,
      graphRoot: '/var/lib/containers/storage',
      files: [],
      error: null,
    });
  });

  test('root, older releases: a file must name both directories', () => {
    const file = { [ADMINISTRATOR]: '[storage]\ndriver = "overlay"\n' };
    expect(settings(file).error).toEqual({ path: ADMINISTRATOR, line: null, message: 'runroot must be set' });
    expect(settings(file, { version: '1.44.0' })).toMatchObject({
      error: null,
      graphRoot: '/var/lib/containers/storage',
    });
  });

  test('another user: of a system file the driver, and its own directories', () => {
    const read = settings({ [ADMINISTRATOR]: conf('mount_program = "/bin/f"') }, { uid: 1000 });
    expect(read).toMatchObject({
      driver: 'overlay',
      mountProgram: null,
      graphRoot: '/home/pod/.local/share/containers/storage',
      runRoot: '/tmp/containers-user-1000/containers',
    });
  });

  test('another user: its own file in full', () => {
    const own = '[storage]\ndriver = "vfs"\ngraphroot = "$HOME/images"\n';
    const read = settings({ [OWN]: own, [ADMINISTRATOR]: conf('') }, { uid: 1000 });
    expect(read).toMatchObject({ driver: 'vfs', graphRoot: '/home/pod/images' });
  });

  test('another user, newer releases: a system file counts in full, its directories too', () => {
    const read = settings({ [ADMINISTRATOR]: conf('mount_program = "/bin/f"') }, { uid: 1000, version: '1.44.0' });
    expect(read).toMatchObject({ graphRoot: '/store/x', mountProgram: '/bin/f' });
  });

  test('newer releases: parts after the file, by name, a later directory over an earlier', () => {
    const files = {
      [SYSTEM]: conf(''),
      [`${SYSTEM}.d/50-a.conf`]: '[storage]\ndriver = "vfs"\n',
      [`${ADMINISTRATOR}.d/50-a.conf`]: '[storage]\ndriver = "btrfs"\n',
      [`${ADMINISTRATOR}.d/90.conf`]: '[storage]\ngraphroot = "/other"\n',
    };
    expect(settings(files, { client: 'podman', version: '6.0.0' })).toMatchObject({
      driver: 'btrfs',
      graphRoot: '/other',
    });
    expect(settings(files, { client: 'podman', version: '5.8.3' })).toMatchObject({
      driver: 'overlay',
      graphRoot: '/store/x',
    });
  });

  test('variables win', () => {
    const environment = { STORAGE_DRIVER: 'vfs', STORAGE_OPTS: 'overlay.mount_program=/bin/g' };
    const read = settings({ [ADMINISTRATOR]: conf('mountopt = "nodev"') }, { environment });
    expect(read).toMatchObject({ driver: 'vfs', mountProgram: '/bin/g', mountOptions: '' });
    expect(read.sources.driver).toEqual({ path: 'STORAGE_DRIVER', line: null, says: 'STORAGE_DRIVER=vfs' });
  });

  test('CONTAINERS_STORAGE_CONF names the one file, which must be there', () => {
    const environment = { CONTAINERS_STORAGE_CONF: '/x.conf' };
    expect(settings({ '/x.conf': conf(''), [ADMINISTRATOR]: '' }, { environment })).toMatchObject({
      graphRoot: '/store/x',
    });
    expect(settings({}, { environment }).error?.message).toBe('no such file or directory');
  });

  test('a file with an error stops the client, with its line', () => {
    expect(settings({ [ADMINISTRATOR]: '[storage]\ndriver = "overlay\n' }).error).toMatchObject({
      path: ADMINISTRATOR,
      line: 2,
    });
  });

  test('values are cleaned', () => {
    const read = settings({ [ADMINISTRATOR]: conf('mount_program = "/bin/\\u001b[31mf"') });
    expect(read.mountProgram).toBe('/bin/f');
  });
});
