import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../../../src/clients/client.js';
import { loadRegistries } from '../../../../../src/clients/containers-image/registries/load.js';
import { findRegistry } from '../../../../../src/clients/containers-image/registries/match.js';
import { observeRegistries } from '../../../../../src/clients/containers-image/registries/observations/observe.js';
import { hostWithFiles } from '../../../../../src/host/overlay.js';
import { type MachineOptions, machine } from '../machine.js';

const MAIN = '/etc/containers/registries.conf';
const DIR = `${MAIN}.d`;
const INSECURE = '[[registry]]\nlocation = "r.test:5000"\ninsecure = true\n';
const NAME = 'r.test:5000/team/app';
const CLASSIC = { generation: 'classic', explicitPath: null } as const;

function observe(
  files: Readonly<Record<string, string>>,
  name = NAME,
  options: MachineOptions = {},
  generation: 'classic' | 'configfile' = 'classic',
): readonly Observation[] {
  const host = machine(files, options);
  const result = loadRegistries(host, { generation, explicitPath: null });
  if (!result.ok) throw new Error(result.text);
  return [...result.observations, ...observeRegistries(host, result.config, name)];
}

describe('files in places that are not read', () => {
  test.each([
    ['no .conf suffix', `${DIR}/mine`, `${DIR}/mine.conf`],
    ['.toml instead', `${DIR}/mine.toml`, `${DIR}/mine.conf`],
    ['one directory too deep', `${DIR}/sub/mine.conf`, `${DIR}/mine.conf`],
    ['singular', '/etc/containers/registry.conf', `${DIR}/registry.conf`],
    ['toml', '/etc/containers/registries.toml', `${DIR}/registries.conf`],
    ['the look-aside directory', '/etc/containers/registries.d/mine.conf', `${DIR}/mine.conf`],
    ['singular directory', '/etc/containers/registry.conf.d/mine.conf', `${DIR}/mine.conf`],
    ['a typo', '/etc/containers/registires.conf.d/mine.conf', `${DIR}/mine.conf`],
    ['another name in the same place', '/etc/containers/insecure.conf', `${DIR}/insecure.conf`],
    ['one directory up', '/etc/registries.conf', `${DIR}/registries.conf`],
    ['singular parent', '/etc/container/registries.conf', `${DIR}/registries.conf`],
    ['the new search path', '/usr/share/containers/registries.conf.d/mine.conf', `${DIR}/mine.conf`],
    ['the home directory', '/root/.config/registries.conf', `${DIR}/registries.conf`],
  ])('%s', (_, path, target) => {
    const observations = observe({ [path]: INSECURE });
    expect(observations).toMatchObject([
      {
        code: 'config-ignored-wrong-path',
        meant: 'insecure',
        source: { name: path, line: 1 },
        cure: [{ path: target, content: INSECURE }],
      },
    ]);
    const cured = hostWithFiles(machine({ [path]: INSECURE }), observations[0]?.cure ?? []);
    const result = loadRegistries(cured, CLASSIC);
    expect(result.ok && findRegistry(result.config, NAME)?.insecure).toBe(true);
    expect(result.ok && observeRegistries(cured, result.config, NAME)).toEqual([]);
  });

  test('a user file hides the system’s; the cure goes where this user reads', () => {
    const user = '/home/ann/.config/containers/registries.conf';
    const files = { [user]: '', [`${DIR}/r.conf`]: INSECURE };
    const ann = { home: '/home/ann', uid: 1000 };
    expect(observe(files, NAME, ann)).toMatchObject([
      { source: { name: `${DIR}/r.conf` }, cure: [{ path: `${user}.d/r.conf`, content: INSECURE }] },
    ]);
    expect(observe(files, NAME, ann, 'configfile')).toEqual([]);
  });

  test.each([
    ['another registry', { [`${DIR}/mine`]: '[[registry]]\nlocation = "other.test"\ninsecure = true\n' }],
    [
      'put aside',
      {
        [`${DIR}/mine.conf.bak`]: INSECURE,
        [`${DIR}/mine.conf.disabled`]: INSECURE,
        [`${DIR}/x.conf.rpmnew`]: INSECURE,
      },
    ],
    ['in force already', { [`${DIR}/mine.conf`]: INSECURE, [`${DIR}/copy`]: INSECURE }],
    [
      'not a configuration',
      { [`${DIR}/README`]: 'Put files here.\n', '/etc/containers/registries.d/default.yaml': 'default-docker:\n' },
    ],
  ])('silent: %s', (_, files) => {
    expect(observe(files)).toEqual([]);
  });
});

describe('tables without effect', () => {
  test('a prefix with a tag or digest never matches', () => {
    const files = { [MAIN]: '[[registry]]\nprefix = "r.test/app:v1"\nlocation = "m.test/app"\ninsecure = true\n' };
    expect(observe(files, 'r.test/app')).toMatchObject([
      { code: 'config-conflict', meant: 'insecure', source: { line: 1 } },
    ]);
    expect(observe(files, 'r.test/other')).toEqual([]);
  });

  test('blocked with another location blocks nothing', () => {
    const files = { [MAIN]: '[[registry]]\nprefix = "r.test"\nlocation = "m.test"\nblocked = true\n' };
    expect(observe(files, 'r.test/app')).toMatchObject([{ meant: 'block', source: { line: 4 } }]);
    const same = { [MAIN]: '[[registry]]\nlocation = "r.test"\nblocked = true\n' };
    expect(observe(same, 'r.test/app')).toEqual([]);
  });

  test('a wildcard beats the exact table of a one-letter host', () => {
    const files = {
      [MAIN]: '[[registry]]\nprefix = "*.b.test"\n[[registry]]\nlocation = "x.b.test"\ninsecure = true\n',
    };
    expect(observe(files, 'x.b.test/app')).toMatchObject([{ meant: 'insecure', source: { line: 3 } }]);
    expect(observe(files, 'y.b.test/app')).toEqual([]);
  });
});

describe('near misses', () => {
  const table = (prefix: string): string => `[[registry]]\nlocation = "${prefix}"\ninsecure = true\n`;
  test.each([
    ['r.test:5000', 'r.test/app', 'it has the port 5000, the reference has none'],
    ['r.test:443', 'r.test/app', 'it has the port 443, the reference has none'],
    ['r.test:5000', 'r.test:5001/app', 'the ports differ'],
    ['R.test', 'r.test/app', 'names are compared with their case'],
    ['index.docker.io', 'docker.io/library/alpine', 'Docker Hub goes by docker.io here'],
    ['docker.io/alpine', 'docker.io/library/alpine', 'the full name has library/ in it'],
  ])('%s for %s', (prefix, name, difference) => {
    const observations = observe({ [MAIN]: table(prefix) }, name);
    expect(observations).toMatchObject([{ code: 'config-conflict', meant: 'insecure' }]);
    expect(observations[0]?.text).toContain(difference);
  });

  test('the cure is a table for the registry as asked', () => {
    const [observation] = observe({ [MAIN]: table('r.test:5000') }, 'r.test/app');
    expect(observation?.cure).toEqual([
      { path: `${DIR}/50-r.test.conf`, content: '[[registry]]\nlocation = "r.test"\ninsecure = true\n' },
    ]);
  });

  test.each([
    ['r.test', 'r.test:5000/app'],
    ['other.test', 'r.test/app'],
    ['r.test:5000/team', 'r.test/else/app'],
  ])('silent: %s for %s', (prefix, name) => {
    expect(observe({ [MAIN]: table(prefix) }, name)).toEqual([]);
  });
});

describe('silence on healthy machines', () => {
  const names = ['docker.io/library/alpine', 'quay.io/team/app', 'registry.svc.cluster.local/app', 'localhost:5000/x'];
  const shortNames = '[aliases]\n"alpine" = "docker.io/library/alpine"\n"debian" = "docker.io/library/debian"\n';
  const lookaside = 'default-docker:\n  sigstore-staging: file:///var/lib/containers/sigstore\n';
  const others = {
    '/etc/containers/policy.json': '{"default":[{"type":"insecureAcceptAnything"}]}',
    '/etc/containers/registries.d/default.yaml': lookaside,
    '/etc/containers/storage.conf': '[storage]\ndriver = "overlay"\n',
    '/usr/share/containers/containers.conf': '[containers]\n',
  };
  test.each([
    [
      'Debian',
      {
        [MAIN]: '# unqualified-search-registries = ["example.com"]\n#\n# [[registry]]\n',
        [`${DIR}/shortnames.conf`]: shortNames,
        '/etc/containers/libpod.conf': 'image_default_transport = "docker://"\n',
      },
    ],
    [
      'Fedora',
      {
        [MAIN]:
          'unqualified-search-registries = ["registry.fedoraproject.org", "registry.access.redhat.com", "docker.io"]\nshort-name-mode = "enforcing"\n',
        [`${DIR}/000-shortnames.conf`]: shortNames,
        '/etc/containers/registries.d/registry.redhat.io.yaml': lookaside,
      },
    ],
    ['Alpine', { [MAIN]: 'unqualified-search-registries = ["docker.io"]\n' }],
    ['nothing', {}],
  ])('%s', (_, files) => {
    for (const name of names) {
      expect(observe({ ...others, ...files }, name)).toEqual([]);
      expect(observe({ ...others, ...files }, name, { home: '/home/ann', uid: 1000 }, 'configfile')).toEqual([]);
    }
  });
});
