import { describe, expect, test } from 'vitest';
import { type Asked, outline, stopText, urls } from './a-plan.js';

const INSECURE = '[[registry]]\nlocation = "reg.test"\ninsecure = true\n';
const FINAL = 'from here on no other way is tried';

describe('the tree of a pull', () => {
  test('a registry nobody declared insecure: one scheme', () => {
    expect(outline({})).toEqual([
      '4 attempts, waits 1000 ms, 2000 ms, 4000 ms',
      '  one of scheme, moves on after any failure, reports last',
      '  - ping: GET https://reg.test/v2/, then as nobody, scope repository:app:pull',
      `      ${FINAL}`,
      '      manifest: GET https://reg.test/v2/app/manifests/1 (authorized), then the child for linux/amd64',
      '      blobs (configuration, layer):',
      '        blob: GET https://reg.test/v2/app/blobs/ (authorized)',
    ]);
  });

  test('insecure: https unverified, then http', () => {
    expect(outline({ registries: INSECURE, client: 'skopeo', version: '1.22.2' })).toEqual([
      'one of scheme, moves on after any failure, reports last',
      '- ping: GET https://reg.test/v2/ (unverified), then as nobody, scope repository:app:pull',
      `    ${FINAL}`,
      '    manifest: GET https://reg.test/v2/app/manifests/1 (unverified, authorized), then the child for linux/amd64',
      '    blobs (configuration):',
      '      blob: GET https://reg.test/v2/app/blobs/ (unverified, authorized)',
      '- ping: GET http://reg.test/v2/, then as nobody, scope repository:app:pull',
      `    ${FINAL}`,
      '    manifest: GET http://reg.test/v2/app/manifests/1 (authorized), then the child for linux/amd64',
      '    blobs (configuration):',
      '      blob: GET http://reg.test/v2/app/blobs/ (authorized)',
    ]);
  });

  test('up to image 5.32 a failed ping is followed by v1', () => {
    expect(outline({ registries: INSECURE, client: 'skopeo', version: '1.9.3' })).toEqual([
      'one of scheme, moves on after any failure, reports last',
      '- ping: GET https://reg.test/v2/ (unverified), then as nobody, scope repository:app:pull',
      `    ${FINAL}`,
      '    manifest: GET https://reg.test/v2/app/manifests/1 (unverified, authorized), then the child for linux/amd64',
      '    blobs (configuration):',
      '      blob: GET https://reg.test/v2/app/blobs/ (unverified, authorized)',
      '- one of scheme, then v1, moves on after any failure, reports first',
      '  - ping: GET http://reg.test/v2/, then as nobody, scope repository:app:pull',
      `      ${FINAL}`,
      '      manifest: GET http://reg.test/v2/app/manifests/1 (authorized), then the child for linux/amd64',
      '      blobs (configuration):',
      '        blob: GET http://reg.test/v2/app/blobs/ (authorized)',
      '  - ping: GET https://reg.test/v1/_ping (unverified)',
      `    ${FINAL}`,
      "    stop (config): can't talk to a V1 container registry",
      '  - ping: GET http://reg.test/v1/_ping',
      `    ${FINAL}`,
      "    stop (config): can't talk to a V1 container registry",
    ]);
  });

  test('mirrors first, each with its own scheme, then the registry', () => {
    const registries = `${INSECURE}[[registry.mirror]]\nlocation = "mirror.test:80/cache"\n`;
    expect(outline({ registries, client: 'skopeo', version: '1.22.2' })).toEqual([
      'one of endpoints, moves on after any failure, reports joined',
      '- one of scheme, moves on after any failure, reports last',
      '  - ping: GET https://mirror.test:80/v2/, then as nobody, scope repository:cache/app:pull',
      `      ${FINAL}`,
      '      manifest: GET https://mirror.test:80/v2/cache/app/manifests/1 (authorized), then the child for linux/amd64',
      '      from here on no other way (endpoints) is tried',
      '      blobs (configuration):',
      '        blob: GET https://mirror.test:80/v2/cache/app/blobs/ (authorized)',
      '- one of scheme, moves on after any failure, reports last',
      '  - ping: GET https://reg.test/v2/ (unverified), then as nobody, scope repository:app:pull',
      `      ${FINAL}`,
      '      manifest: GET https://reg.test/v2/app/manifests/1 (unverified, authorized), then the child for linux/amd64',
      '      from here on no other way (endpoints) is tried',
      '      blobs (configuration):',
      '        blob: GET https://reg.test/v2/app/blobs/ (unverified, authorized)',
      '  - ping: GET http://reg.test/v2/, then as nobody, scope repository:app:pull',
      `      ${FINAL}`,
      '      manifest: GET http://reg.test/v2/app/manifests/1 (authorized), then the child for linux/amd64',
      '      from here on no other way (endpoints) is tried',
      '      blobs (configuration):',
      '        blob: GET http://reg.test/v2/app/blobs/ (authorized)',
    ]);
  });

  test('a broken mirror configuration is that mirror’s failure only', () => {
    const registries = `[[registry]]\nlocation = "reg.test"\n[[registry.mirror]]\nlocation = "mirror.test"\n`;
    const files = { '/etc/containers/certs.d/mirror.test/ca.cert': 'x' };
    expect(outline({ registries, files, client: 'skopeo', version: '1.22.2' }).slice(0, 3)).toEqual([
      'one of endpoints, moves on after any failure, reports joined',
      '- stop (config): missing key ca.key for client certificate ca.cert. Note that CA certificates should use the extension .crt',
      '- one of scheme, moves on after any failure, reports last',
    ]);
  });
});

describe('which URLs', () => {
  const rewrite = '[[registry]]\nprefix = "reg.test"\nlocation = "reg.test:80"\ninsecure = true\n';

  test.each<[string, Asked, string[]]>([
    [
      'Docker Hub under its other name',
      { client: 'skopeo', reference: 'docker.io/alpine' },
      ['https://registry-1.docker.io/v2/', 'https://registry-1.docker.io/v2/library/alpine/manifests/latest'],
    ],
    [
      'docker.io with a port is just that',
      { client: 'skopeo', reference: 'docker.io:5000/alpine' },
      ['https://docker.io:5000/v2/', 'https://docker.io:5000/v2/alpine/manifests/latest'],
    ],
    [
      'a digest instead of the tag',
      { reference: `reg.test/app:1@sha256:${'a'.repeat(64)}` },
      ['https://reg.test/v2/', `https://reg.test/v2/app/manifests/sha256:${'a'.repeat(64)}`],
    ],
    [
      'a rewritten location',
      { registries: rewrite },
      [
        'https://reg.test:80/v2/',
        'https://reg.test:80/v2/app/manifests/1',
        'http://reg.test:80/v2/',
        'http://reg.test:80/v2/app/manifests/1',
      ],
    ],
    [
      '--tls-verify=true over insecure = true',
      { registries: INSECURE, flags: { tlsVerify: true } },
      ['https://reg.test/v2/', 'https://reg.test/v2/app/manifests/1'],
    ],
    [
      '--tls-verify=false over nothing',
      { flags: { tlsVerify: false } },
      [
        'https://reg.test/v2/',
        'https://reg.test/v2/app/manifests/1',
        'http://reg.test/v2/',
        'http://reg.test/v2/app/manifests/1',
      ],
    ],
    [
      'BUILD_REGISTRY_SOURCES',
      { host: { environment: { BUILD_REGISTRY_SOURCES: '{"insecureRegistries":["reg.test"]}' } } },
      [
        'https://reg.test/v2/',
        'https://reg.test/v2/app/manifests/1',
        'http://reg.test/v2/',
        'http://reg.test/v2/app/manifests/1',
      ],
    ],
    [
      'BUILD_REGISTRY_SOURCES is nothing to skopeo',
      { client: 'skopeo', host: { environment: { BUILD_REGISTRY_SOURCES: '{"blockedRegistries":["reg.test"]}' } } },
      ['https://reg.test/v2/', 'https://reg.test/v2/app/manifests/1'],
    ],
    [
      'a short name in all search registries',
      {
        registries: 'unqualified-search-registries = ["a.test", "b.test"]\nshort-name-mode = "permissive"',
        reference: 'app',
      },
      [
        'https://a.test/v2/',
        'https://a.test/v2/app/manifests/latest',
        'https://b.test/v2/',
        'https://b.test/v2/app/manifests/latest',
      ],
    ],
    [
      'a short name for skopeo is Docker Hub’s',
      { client: 'skopeo', registries: 'unqualified-search-registries = ["a.test"]', reference: 'app' },
      ['https://registry-1.docker.io/v2/', 'https://registry-1.docker.io/v2/library/app/manifests/latest'],
    ],
  ])('%s', (_, asked, expected) => {
    expect(urls(asked)).toEqual(expected);
  });
});

describe('what stops a client before the network', () => {
  test.each<[string, Asked, string | RegExp]>([
    [
      'a broken registries.conf',
      { client: 'skopeo', version: '1.22.2', registries: '[[registry]]\ninsecure = true' },
      'config: loading registries configuration: loading registries configuration "/etc/containers/registries.conf": invalid condition: both location and prefix are unset',
    ],
    [
      'a rewrite that gives no reference',
      {
        client: 'skopeo',
        registries: '[[registry]]\nprefix = "reg.test"\nlocation = "reg.test:80"',
        reference: 'reg.test:80/app',
      },
      'config: rewriting reference: invalid reference format',
    ],
    [
      'a blocked registry',
      { client: 'skopeo', version: '1.22.2', registries: '[[registry]]\nlocation = "reg.test"\nblocked = true' },
      'blocked: registry reg.test is blocked in /etc/containers/registries.conf or /root/.config/containers/registries.conf.d',
    ],
    [
      'a missing helper',
      {
        client: 'skopeo',
        version: '1.22.2',
        files: { '/run/containers/0/auth.json': '{"credHelpers":{"reg.test":"vault"}}' },
      },
      /^credential-helper: getting username and password: error getting credentials - err: exec: "docker-credential-vault"/,
    ],
    [
      'a broken auth file',
      { client: 'skopeo', version: '1.9.3', files: { '/run/containers/0/auth.json': '' } },
      /^config: getting username and password: 1 error occurred: \* reading JSON file "\/run\/containers\/0\/auth.json": unmarshaling/,
    ],
    [
      'a missing --authfile',
      { client: 'buildah', version: '1.28.2', flags: { authFile: '/nope' } },
      'config: checking authfile: stat /nope: no such file or directory',
    ],
    [
      'BUILD_REGISTRY_SOURCES that denies',
      { host: { environment: { BUILD_REGISTRY_SOURCES: '{"blockedRegistries":["reg.test"]}' } } },
      /^blocked: registry "reg.test" denied by policy/,
    ],
    [
      'BUILD_REGISTRY_SOURCES against --tls-verify',
      {
        flags: { tlsVerify: true },
        host: { environment: { BUILD_REGISTRY_SOURCES: '{"insecureRegistries":["reg.test"]}' } },
      },
      "config: can't require tls verification on an insecured registry",
    ],
    [
      'a short name without search registries',
      { reference: 'app' },
      /^reference: short-name "app" did not resolve to an alias/,
    ],
    ['junk', { reference: 'reg.test/App' }, /^reference: .*repository name must be lowercase/],
    [
      'tag and digest for skopeo',
      { client: 'skopeo', reference: `reg.test/app:1@sha256:${'a'.repeat(64)}` },
      'reference: Docker references with both a tag and digest are currently not supported',
    ],
  ])('%s', (_, asked, expected) => {
    expect(stopText({ client: 'podman', version: '5.8.2', ...asked })).toMatch(expected);
  });
});
