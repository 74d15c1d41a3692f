import { describe, expect, test } from 'vitest';
import { isHubImage, keyMatches, keyringKey, matchingKeys } from '../../../src/clients/kubelet/keyring.js';

// Restated from kubernetes `pkg/credentialprovider/keyring_test.go`, with names of our own.
describe('a key and an image (TestURLsMatch)', () => {
  test.each([
    ['*.example.org', 'east.example.org', true],
    ['east.*.org', 'east.example.org', true],
    ['east.example.*', 'east.example.org', true],
    ['*-main.example.org', 'east-main.example.org', true],
    ['*.example.org/team', 'east.example.org/team', true],
    ['east.*.org/team', 'east.example.org/team/app', true],
    ['*.example.org:5001/team', 'east.example.org:5001/team', true],
    ['east.*.org:5001/team', 'east.example.org:5001/team/app', true],
    ['*.example.org', 'example.org', false],
    ['*.*.example.org', 'east.example.org', false],
    ['*.*.example.org', 'example.org', false],
    ['example.org', 'example.net', false],
    ['e*.org', 'quay.org', false],
    ['*.example.org:5002/team', 'east.example.org:5001/team', false],
    ['east.*.org/team', 'east.example.org:5001/team/app', false],
  ])('%s and %s: %s', (key, image, expected) => {
    expect(keyMatches(key, image)).toBe(expected);
  });

  test.each([
    ['reg.test', 'reg.test:443/a', false],
    ['reg.test:443', 'reg.test/a', false],
    ['reg.test/foo', 'reg.test/foobar/a', true],
    ['reg.test/foo', 'reg.test/other/foo', false],
    ['[fc00::1]:5000', '[fc00::1]:5000/a', true],
    ['[reg.test', 'reg.test/a', false],
  ])('%s and %s: %s, ports as texts, paths as prefixes', (key, image, expected) => {
    expect(keyMatches(key, image)).toBe(expected);
  });
});

const found = (written: string, image: string): boolean => {
  const key = keyringKey(written);
  return key !== null && matchingKeys([key], image).length > 0;
};

describe('a key as people write it (TestDockerKeyringForGlob)', () => {
  test.each([
    ['https://hello.example.org', 'hello.example.org'],
    ['https://*.reg.test', 'east.reg.test'],
    ['https://east.*.test', 'east.reg.test'],
    ['https://east.reg.*', 'east.reg.test'],
    ['https://*.reg.test/path', 'east.reg.test/path'],
    ['https://east.*.test/path', 'east.reg.test/path/below'],
    ['https://east.reg.*/path', 'east.reg.test/path'],
    ['https://*.reg.test:8888', 'east.reg.test:8888'],
    ['https://east.*.test:8888', 'east.reg.test:8888'],
    ['https://east.reg.*:8888', 'east.reg.test:8888'],
    ['https://*.reg.test/path:1111', 'east.reg.test/path:1111'],
    ['https://*.reg.test/v1/', 'east.reg.test/path:1111'],
    ['https://*.reg.test/v2/', 'east.reg.test/path:1111'],
    ['https://east.reg.*/path:1111', 'east.reg.test/path:1111'],
    ['east.reg.test:1111', 'east.reg.test:1111/path'],
    ['*.reg.test:1111', 'east.reg.test:1111/path'],
  ])('%s serves %s', (written, image) => {
    expect(found(written, `${image}/foo/bar`)).toBe(true);
  });
});

describe('a key that misses (TestKeyringMiss)', () => {
  test.each([
    ['https://hello.example.org', 'world.other.org/foo/bar'],
    ['https://*.reg.example', 'east.reg.test'],
    ['https://west.*.test', 'east.reg.test'],
    ['https://east.reg.e*', 'east.reg.test'],
    ['https://east.*.test/path:1111', 'east.reg.test/path/below:1111'],
    ['west.*.test', 'east.reg.test'],
  ])('%s does not serve %s', (written, image) => {
    expect(found(written, `${image}/foo/bar`)).toBe(false);
  });
});

describe('Docker Hub', () => {
  // TestIsDefaultRegistryMatch.
  test.each([
    ['foo/bar', true],
    ['docker.io/foo/bar', true],
    ['index.docker.io/foo/bar', true],
    ['foo', true],
    ['', false],
    ['registry.tld/foo/bar', false],
    ['registry:5000/foo/bar', false],
    ['myhostdocker.io/foo/bar', false],
  ])('%s: %s', (image, expected) => {
    expect(isHubImage(image)).toBe(expected);
  });

  // TestKeyringHitWith…DockerHub, TestKeyringMissWithDockerHubCredentials.
  test.each([
    ['https://index.docker.io/v1/', 'docker.io/library/nginx', true],
    ['https://index.docker.io/v1/', 'index.docker.io/team/app', true],
    ['https://index.docker.io/v1/', 'team/app', true],
    ['https://index.docker.io/v1/', 'world.other.org/foo/bar', false],
    ['docker.io', 'docker.io/library/nginx', true],
    ['https://registry-1.docker.io', 'docker.io/library/nginx', false],
    ['hub.docker.com', 'docker.io/library/nginx', false],
  ])('%s for %s: %s', (written, image, expected) => {
    expect(found(written, image)).toBe(expected);
  });
});

test('longer keys come first, each once', () => {
  const keys = ['reg.test', 'reg.test/team/app', 'reg.test/team', 'reg.test', 'other.test'];
  expect(matchingKeys(keys, 'reg.test/team/app')).toEqual(['reg.test/team/app', 'reg.test/team', 'reg.test']);
});
