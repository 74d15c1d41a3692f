import { describe, expect, test } from 'vitest';
import { explicitRegistriesConf } from '../../../../src/clients/containers-image/registries/explicit-path.js';
import { loadRegistries } from '../../../../src/clients/containers-image/registries/load.js';
import { type MachineOptions, machine } from './machine.js';

const SYSTEM = '/etc/containers/registries.conf';
const USER = '/home/ann/.config/containers/registries.conf';
const ANN = { home: '/home/ann', uid: 1000 } as const;

/** Files read, in order, or the error. */
function read(
  paths: readonly string[],
  options: Partial<Parameters<typeof loadRegistries>[1]> = {},
  machineOptions: MachineOptions = ANN,
): readonly string[] | string {
  const host = machine(Object.fromEntries(paths.map((path) => [path, ''])), machineOptions);
  const result = loadRegistries(host, { generation: 'classic', explicitPath: null, ...options });
  return result.ok ? result.config.filesRead : result.text;
}

function named(path: string, name = '--registries-conf') {
  return {
    path,
    source: { kind: name.startsWith('-') ? 'flag' : 'environment', name, line: null, says: path },
  } as const;
}

describe('classic', () => {
  test.each([
    ['nothing at all', [], {}, []],
    ['the system file', [SYSTEM], {}, [SYSTEM]],
    [
      'a user file hides everything of the system',
      [SYSTEM, `${SYSTEM}.d/a.conf`, USER, `${USER}.d/b.conf`],
      {},
      [USER, `${USER}.d/b.conf`],
    ],
    [
      'without one, user drop-ins follow all system ones',
      [SYSTEM, `${SYSTEM}.d/99.conf`, `${USER}.d/00.conf`],
      {},
      [SYSTEM, `${SYSTEM}.d/99.conf`, `${USER}.d/00.conf`],
    ],
    [
      'a named file keeps the drop-ins',
      ['/x', USER, `${SYSTEM}.d/a.conf`],
      { explicitPath: named('/x') },
      ['/x', `${SYSTEM}.d/a.conf`],
    ],
    [
      'a named directory replaces both',
      [SYSTEM, `${SYSTEM}.d/a.conf`, '/d/b.conf'],
      { dropInDirectory: '/d' },
      [SYSTEM, '/d/b.conf'],
    ],
    [
      'only .conf, not below',
      [`${SYSTEM}.d/a.conf`, `${SYSTEM}.d/b.txt`, `${SYSTEM}.d/sub/c.conf`],
      {},
      [`${SYSTEM}.d/a.conf`],
    ],
    [
      'a named file must exist',
      [],
      { explicitPath: named('/x') },
      'loading registries configuration "/x": open /x: no such file or directory',
    ],
  ])('%s', (_, paths, options, expected) => {
    expect(read(paths, options)).toEqual(expected);
  });

  test('a directory that may not be listed is fatal, and so is a drop-in of the v1 format', () => {
    const directory = `${SYSTEM}.d`;
    const options = { ...ANN, unreadable: { [directory]: `open ${directory}: permission denied` } };
    expect(read([SYSTEM], {}, options)).toBe(`reading registries.conf.d: open ${directory}: permission denied`);
    const host = machine({ [`${directory}/a.conf`]: '[registries.search]\nregistries = []\n' });
    expect(loadRegistries(host, { generation: 'classic', explicitPath: null })).toMatchObject({
      text: `loading drop-in registries configuration "${directory}/a.conf": registry must be in v2 format but is in v1`,
    });
  });

  test('XDG_CONFIG_HOME is not asked', () => {
    expect(read(['/xdg/containers/registries.conf'], {}, { ...ANN, environment: { XDG_CONFIG_HOME: '/xdg' } })).toEqual(
      [],
    );
  });
});

describe('5.40 and later', () => {
  const E = '/etc/containers';
  const S = '/usr/share/containers';
  const newer = { generation: 'configfile' } as const;

  test.each([
    ['the first main file only', [USER, SYSTEM, `${S}/registries.conf`], {}, [USER]],
    ['the vendor’s when there is no other', [`${S}/registries.conf`], {}, [`${S}/registries.conf`]],
    ['system drop-ins also behind a user file', [USER, `${SYSTEM}.d/a.conf`], {}, [USER, `${SYSTEM}.d/a.conf`]],
    [
      'by base name, whatever the directory',
      [`${USER}.d/50.conf`, `${SYSTEM}.d/99.conf`, `${S}/registries.conf.d/10.conf`],
      {},
      [`${S}/registries.conf.d/10.conf`, `${USER}.d/50.conf`, `${SYSTEM}.d/99.conf`],
    ],
    [
      'one of a name: the user’s wins',
      [`${USER}.d/a.conf`, `${SYSTEM}.d/a.conf`, `${S}/registries.conf.d/a.conf`],
      {},
      [`${USER}.d/a.conf`],
    ],
    [
      'own directories of a user id',
      [
        `${E}/registries.rootless.conf.d/1000/a.conf`,
        `${E}/registries.rootless.conf.d/a.conf`,
        `${SYSTEM}.d/a.conf`,
        `${E}/registries.rootful.conf.d/b.conf`,
      ],
      {},
      [`${E}/registries.rootless.conf.d/1000/a.conf`],
    ],
    [
      'the variable shuts out drop-ins',
      ['/x', `${SYSTEM}.d/a.conf`],
      { explicitPath: named('/x', 'CONTAINERS_REGISTRIES_CONF') },
      ['/x'],
    ],
    ['the flag does not', ['/x', `${SYSTEM}.d/a.conf`], { explicitPath: named('/x') }, ['/x', `${SYSTEM}.d/a.conf`]],
  ])('%s', (_, paths, options, expected) => {
    expect(read(paths, { ...newer, ...options })).toEqual(expected);
  });

  test('root reads the rootful directory; the override comes last; XDG_CONFIG_HOME counts', () => {
    const paths = [
      `${E}/registries.rootful.conf.d/a.conf`,
      `${E}/registries.rootless.conf.d/b.conf`,
      '/last',
      '/xdg/containers/registries.conf',
    ];
    const environment = { XDG_CONFIG_HOME: '/xdg', CONTAINERS_REGISTRIES_CONF_OVERRIDE: '/last' };
    expect(read(paths, newer, { environment })).toEqual([paths[3], paths[0], '/last']);
  });

  test('inside a user namespace the recorded user counts', () => {
    const paths = [`${E}/registries.rootful.conf.d/a.conf`, `${E}/registries.rootless.conf.d/b.conf`];
    expect(read(paths, newer, { environment: { _CONTAINERS_ROOTLESS_UID: '1000' } })).toEqual([paths[1]]);
  });
});

describe('merging', () => {
  const files = {
    [SYSTEM]:
      'unqualified-search-registries = ["a.test"]\ncredential-helpers = ["one"]\nshort-name-mode = "enforcing"\n[[registry]]\nlocation = "base.test"\ninsecure = true\n[[registry.mirror]]\nlocation = "m.test"\n[aliases]\nkeep = "k.test/k"\nlose = "l.test/l"\n',
    [`${SYSTEM}.d/1.conf`]: 'unqualified-search-registries = []\n[[registry]]\nlocation = "1.test"\n',
    [`${SYSTEM}.d/2.conf`]:
      'credential-helpers = []\nshort-name-mode = "disabled"\n[[registry]]\nlocation = "base.test"\nblocked = true\n[aliases]\nlose = ""\n',
  };

  test('a table replaces the whole table; lists replace lists, also with nothing; aliases merge', () => {
    const result = loadRegistries(machine(files), { generation: 'classic', explicitPath: null });
    if (!result.ok) throw new Error(result.text);
    const { config } = result;
    expect(
      config.registries.map(({ prefix, insecure, blocked, mirrors }) => [prefix, insecure, blocked, mirrors.length]),
    ).toEqual([
      ['1.test', false, false, 0],
      ['base.test', false, true, 0],
    ]);
    expect(config.unqualifiedSearch).toEqual([]);
    expect(config.searchOrigin).toBe(`${SYSTEM}.d/1.conf`);
    expect(config.credentialHelpers).toEqual(['containers-auth.json']);
    expect(config.shortNameMode).toBe('disabled');
    expect([...config.aliases].map(([name, alias]) => [name, alias.value])).toEqual([
      ['keep', 'k.test/k'],
      ['lose', ''],
    ]);
  });
});

describe('which file the environment names', () => {
  test.each([
    ['buildah', 'classic', { CONTAINERS_REGISTRIES_CONF: '/a', REGISTRIES_CONFIG_PATH: '/b' }, '/a'],
    ['podman', 'classic', { REGISTRIES_CONFIG_PATH: '/b' }, '/b'],
    ['buildah', 'classic', { CONTAINERS_REGISTRIES_CONF: '', REGISTRIES_CONFIG_PATH: '/b' }, null],
    ['skopeo', 'classic', { CONTAINERS_REGISTRIES_CONF: '/a' }, null],
    ['cri-o', 'classic', { CONTAINERS_REGISTRIES_CONF: '/a', CONTAINER_REGISTRIES_CONF: '/c' }, '/c'],
    ['skopeo', 'configfile', { CONTAINERS_REGISTRIES_CONF: '/a' }, '/a'],
    ['podman', 'configfile', { REGISTRIES_CONFIG_PATH: '/b' }, null],
  ] as const)('%s, %s, %j', (tool, generation, environment, path) => {
    expect(explicitRegistriesConf(tool, generation, environment)?.path ?? null).toBe(path);
  });
});
