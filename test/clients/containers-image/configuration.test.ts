import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Client, Configuration } from '../../../src/clients/client.js';
import { BUILDAH } from '../../../src/clients/containers-image/buildah.js';
import { CRI_O } from '../../../src/clients/containers-image/cri-o.js';
import { PODMAN } from '../../../src/clients/containers-image/podman.js';
import { SKOPEO } from '../../../src/clients/containers-image/skopeo.js';
import { type AskedOf, configurationOf } from '../a-client.js';

const MAIN = '/etc/containers/registries.conf';
const CLASSIC = '1.28.2';

function found(configuration: Configuration, path: string): string | undefined {
  return configuration.places.find((place) => place.path === path)?.found;
}

function buildah(asked: AskedOf): Configuration {
  return configurationOf(BUILDAH, { version: CLASSIC, ...asked });
}

describe('places in the order they are read', () => {
  test('a bare host: everything is absent, and nothing is said', () => {
    for (const client of [BUILDAH, PODMAN, SKOPEO, CRI_O]) {
      const { places, observations } = configurationOf(client);
      expect(places.length).toBeGreaterThan(8);
      expect(new Set(places.map((place) => place.found))).toEqual(new Set(['absent']));
      expect(observations).toEqual([]);
    }
  });

  test('the main file comes before its drop-ins; a name without .conf is ignored', () => {
    const { places } = buildah({ files: { [MAIN]: '', [`${MAIN}.d/a.conf`]: '', [`${MAIN}.d/b.conf.bak`]: '' } });
    const paths = places.map(({ path }) => path);
    expect(paths.indexOf(MAIN)).toBeLessThan(paths.indexOf(`${MAIN}.d/a.conf`));
    expect(places).toContainEqual({
      path: `${MAIN}.d/b.conf.bak`,
      found: 'ignored',
      says: 'not read: only files whose name ends in .conf are read',
    });
  });

  test.each([
    ['up to 5.39 the system’s file and drop-ins', CLASSIC, 'ignored', 'ignored'],
    ['from 5.40 on the system’s file only', '1.44.0', 'ignored', 'read'],
  ])('a user’s file hides %s', (_case, version, main, dropIn) => {
    const files = { '/root/.config/containers/registries.conf': '', [MAIN]: '', [`${MAIN}.d/a.conf`]: '' };
    const configuration = buildah({ files, version });
    expect(found(configuration, '/root/.config/containers/registries.conf')).toBe('read');
    expect(found(configuration, MAIN)).toBe(main);
    expect(found(configuration, `${MAIN}.d/a.conf`)).toBe(dropIn);
  });

  test('CONTAINERS_REGISTRIES_CONF names the only main file, but not for skopeo', () => {
    const asked = {
      files: { '/my.conf': '', [MAIN]: '' },
      host: { environment: { CONTAINERS_REGISTRIES_CONF: '/my.conf' } },
    };
    expect(found(buildah(asked), '/my.conf')).toBe('read');
    expect(found(buildah(asked), MAIN)).toBe('ignored');
    expect(found(configurationOf(SKOPEO, { ...asked, version: '1.9.3' }), MAIN)).toBe('read');
  });

  test('with a reference: the certs.d directory that counts, those it shuts out, and the rewritten name', () => {
    const files = {
      [MAIN]: '[[registry]]\nprefix = "reg.test"\nlocation = "reg.test:5000"\n',
      '/etc/containers/certs.d/reg.test:5000/ca.crt': 'x',
      '/etc/containers/certs.d/reg.test:5000/ca.pem': 'x',
      '/etc/docker/certs.d/reg.test:5000/ca.crt': 'x',
    };
    const configuration = buildah({ files, reference: 'reg.test/app' });
    expect(found(configuration, '/etc/containers/certs.d/reg.test:5000')).toBe('read');
    expect(found(configuration, '/etc/containers/certs.d/reg.test:5000/ca.pem')).toBe('ignored');
    expect(found(configuration, '/etc/docker/certs.d/reg.test:5000')).toBe('ignored');
    expect(configuration.places.some(({ path }) => path.endsWith('/reg.test'))).toBe(false);
  });

  test('login files in order; one that is named shuts out the rest', () => {
    const files = { '/root/.docker/config.json': '{}', '/named.json': '{}' };
    expect(found(buildah({ files }), '/root/.docker/config.json')).toBe('read');
    const host = { environment: { REGISTRY_AUTH_FILE: '/named.json' } };
    const named = buildah({ files, host, version: '1.44.0' });
    expect(found(named, '/named.json')).toBe('read');
    expect(found(named, '/root/.docker/config.json')).toBe('ignored');
  });

  test('variables are named, the logins in them are not', () => {
    const environment = {
      BUILD_REGISTRY_SOURCES: '{"insecureRegistries":["reg.test"]}',
      https_proxy: 'http://me:s3cret@p:1',
      HTTPS_PROXY: 'http://q:1',
    };
    const configuration = buildah({ host: { environment } });
    expect(found(configuration, '$BUILD_REGISTRY_SOURCES')).toBe('read');
    expect(found(configuration, '$HTTPS_PROXY')).toBe('read');
    expect(found(configuration, '$https_proxy')).toBe('ignored');
    expect(JSON.stringify(configuration)).not.toContain('s3cret');
    expect(found(configurationOf(SKOPEO, { host: { environment } }), '$BUILD_REGISTRY_SOURCES')).toBeUndefined();
  });

  test('CRI-O has the environment of its process, not the shell’s', () => {
    const crio = { name: 'crio', pid: 1, arguments: [], startedMs: 0, environment: { HTTPS_PROXY: 'http://p:1' } };
    const files = { '/etc/crio/crio.conf': '', '/etc/crio/crio.conf.d/x': '' };
    const configuration = configurationOf(CRI_O, {
      files,
      host: { processes: [crio], environment: { HTTP_PROXY: 'http://q:1' } },
    });
    expect(found(configuration, '$HTTPS_PROXY')).toBe('read');
    expect(found(configuration, '$HTTP_PROXY')).toBe('absent');
    expect(found(configuration, '/etc/crio/crio.conf.d/x')).toBe('read');
  });
});

// Hostile text in every file this family reads: an answer, whatever it holds.
test('any text anywhere gives an answer', () => {
  const nasty = fc.constantFrom(
    `${'['.repeat(500)}`,
    `a = ${'{ b = '.repeat(300)}1${' }'.repeat(300)}`,
    '[[registry]]\n__proto__ = 1\nlocation = 3\n',
    '[registry]\nlocation = "x"\n',
    '[__proto__]\nx = 1\n',
    '[crio]\nimage = [1]\n',
    '[crio.image]\ninsecure_registries = "x"\nglobal_auth_file = 4\n',
    '{"auths":{"__proto__":{"auth":1}}}',
    '{"auths":[]}',
    '[registries.insecure]\nregistries = ["a", 3]\n',
    '\u0000\uffff\u202e',
  );
  const text = fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 80 }));
  const paths = [
    MAIN,
    `${MAIN}.d/x.conf`,
    '/etc/crio/crio.conf',
    '/etc/crio/crio.conf.d/y',
    '/root/.docker/config.json',
    '/etc/containers/containers.conf',
    '/etc/containers/certs.d/r.test/ca.crt',
    '/var/cache/containers/short-name-aliases.conf',
  ];
  const clients: readonly Client[] = [BUILDAH, CRI_O];
  fc.assert(
    fc.property(
      fc.array(text, { minLength: paths.length, maxLength: paths.length }),
      fc.option(fc.constantFrom('r.test/a', 'short', '\u0000')),
      (texts, reference) => {
        const files = Object.fromEntries(paths.map((path, index) => [path, texts[index] ?? '']));
        for (const client of clients)
          expect(Array.isArray(configurationOf(client, { files, reference }).places)).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});
