import { describe, expect, test } from 'vitest';
import { asks } from './a-node.js';

type Settings = Readonly<Record<string, unknown>>;

/** registries.yaml: JSON is YAML. */
function firstParts(reference: string, mirrors: Settings = {}, configs: Settings = {}): string[] {
  const asked = { registries: JSON.stringify({ mirrors, configs }), reference };
  return asks(asked).map((line) => line.replace(/\/(?:library\/)?busybox\/manifests\/latest(?:\?ns=\S*)?/, ''));
}

const LOGIN = { auth: { username: 'someone', password: 'something' } };
const SKIP = { tls: { insecure_skip_verify: true } };
const HUB = 'https://registry-1.docker.io/v2';
const REG = 'https://registry.example.com/v2';

// The cases of rancher/wharfie `pkg/registries/registries_test.go`: TestEndpoints, as containerd sees the same file: Docker Hub is
// registry-1.docker.io, `configs "*"` fills in only where no directory is written for the registry, and no `host:443` stands for `host`.
describe('endpoints of an image', () => {
  test.each<[what: string, reference: string, mirrors: Settings, configs: Settings, endpoints: readonly string[]]>([
    ['nothing configured', 'busybox', {}, {}, [HUB]],
    ['a private registry, nothing configured', 'registry.example.com/busybox', {}, {}, [REG]],
    ['verification off', 'registry.example.com/busybox', {}, { 'registry.example.com': SKIP }, [`${REG} unverified`]],
    ['verification off for all', 'registry.example.com/busybox', {}, { '*': SKIP }, [`${REG} unverified`]],
    [
      'an endpoint of its own',
      'registry.example.com/busybox',
      { 'registry.example.com': { endpoint: ['http://registry.example.com:5000/v2'] } },
      {},
      ['http://registry.example.com:5000/v2', REG],
    ],
    ['a mirror for another registry', 'busybox', { 'registry.example.com': { endpoint: [REG] } }, {}, [HUB]],
    [
      'a mirror of Docker Hub',
      'busybox',
      { 'docker.io': { endpoint: ['https://docker.example.com/v2'] } },
      {},
      ['https://docker.example.com/v2', HUB],
    ],
    [
      'two mirrors of Docker Hub',
      'busybox',
      { 'docker.io': { endpoint: ['https://d1.example.com/v2', 'https://d2.example.com/v2'] } },
      {},
      ['https://d1.example.com/v2', 'https://d2.example.com/v2', HUB],
    ],
    ['a mirror for all', 'busybox', { '*': { endpoint: [REG] } }, {}, [REG, HUB]],
    [
      'a mirror for all and one of Docker Hub',
      'busybox',
      { '*': { endpoint: [REG] }, 'docker.io': { endpoint: ['https://docker.example.com/v2'] } },
      {},
      ['https://docker.example.com/v2', HUB],
    ],
    [
      'an endpoint that is no URL',
      'busybox',
      { 'docker.io': { endpoint: ['https://d1.example.com/v2', 'https://user:bad{@d2.example.com'] } },
      {},
      ['https://d1.example.com/v2', HUB],
    ],
    [
      'an endpoint that is a path',
      'busybox',
      { 'docker.io': { endpoint: ['https://d1.example.com/v2', 'd2.example.com/v2', '/v2'] } },
      {},
      ['https://d1.example.com/v2', 'https://d2.example.com/v2', HUB],
    ],
    [
      'an endpoint without a scheme',
      'registry.example.com/busybox',
      { 'registry.example.com': { endpoint: ['registry.example.com:5000/v2'] } },
      {},
      ['https://registry.example.com:5000/v2', REG],
    ],
    ['loopback with port 443', '127.0.0.1:443/busybox', {}, {}, ['https://127.0.0.1:443/v2 unverified']],
    ['a login of the default endpoint', 'busybox', {}, { 'docker.io': LOGIN }, [`${HUB} login=docker.io`]],
    [
      'a login of a mirror',
      'busybox',
      { 'docker.io': { endpoint: ['https://d1.example.com/v2'] } },
      { 'd1.example.com': LOGIN },
      ['https://d1.example.com/v2 login=d1.example.com', HUB],
    ],
    [
      'a login of a mirror with a port',
      'busybox',
      { 'docker.io': { endpoint: ['http://d1.example.com:5000/v2'] } },
      { 'd1.example.com:5000': LOGIN },
      ['http://d1.example.com:5000/v2 login=d1.example.com:5000', HUB],
    ],
  ])('%s', (_, reference, mirrors, configs, endpoints) => {
    expect(firstParts(reference, mirrors, configs)).toEqual(endpoints);
  });
});

// The cases of the same file: TestRewrite, at an endpoint; the registry itself is asked for the name as it is.
describe('rewrite', () => {
  test.each<
    [what: string, key: string, rewrite: Readonly<Record<string, string>>, reference: string, repository: string]
  >([
    ['a pattern that is none', 'docker.io', { '(.*': 'docker/$1' }, 'busybox', 'library/busybox'],
    ['none at all', 'docker.io', {}, 'busybox', 'library/busybox'],
    ['a prefix', 'docker.io', { '^(.*)$': 'docker/$1' }, 'busybox', 'docker/library/busybox'],
    [
      'a prefix for a registry',
      'registry.local',
      { '^(.*)$': 'localimages/$1' },
      'registry.local/test',
      'localimages/test',
    ],
    [
      'the first of two',
      'docker.io',
      { 'rancher/(.*)': 'rancher/prod/$1', 'longhornio/(.*)': 'longhornio/staging/$1' },
      'rancher/rancher:v2.5.9',
      'rancher/prod/rancher',
    ],
    [
      'the second of two',
      'docker.io',
      { 'rancher/(.*)': 'rancher/prod/$1', 'longhornio/(.*)': 'longhornio/staging/$1' },
      'longhornio/engine:v1',
      'longhornio/staging/engine',
    ],
    [
      'neither of two',
      'docker.io',
      { 'rancher/(.*)': 'rancher/prod/$1', 'longhornio/(.*)': 'longhornio/staging/$1' },
      'busybox',
      'library/busybox',
    ],
    [
      'a prefix that is a name',
      'registry.k8s.io',
      { '^(.*)$': 'registry.k8s.io/$1' },
      'registry.k8s.io/pause:3.2',
      'registry.k8s.io/pause',
    ],
    ['no slash between', 'docker.io', { '^(.*)$': 'mirrored-$1' }, 'busybox', 'mirrored-library/busybox'],
    ['a suffix', 'docker.io', { '^(.*)$': '$1/docker' }, 'busybox', 'library/busybox/docker'],
    ['every slash', 'registry.local', { '/': '-' }, 'registry.local/team1/images/test', 'team1-images-test'],
  ])('%s', (_, key, rewrite, reference, repository) => {
    const registries = JSON.stringify({ mirrors: { [key]: { endpoint: ['https://mirror.test/v2'], rewrite } } });
    expect(asks({ registries, reference })[0]).toMatch(
      new RegExp(`^https://mirror\\.test/v2/${repository}/manifests/`),
    );
  });
});
