import { describe, expect, test } from 'vitest';
import { parseCtrReference, parseSpec } from '../../../src/clients/ctr/reference.js';

// Restated from containerd `pkg/reference/reference_test.go`: TestReferenceParser.
test.each([
  ['hub.example/library/redis:foo?x=y', { locator: 'hub.example/library/redis', object: 'foo' }],
  [
    'hub.example/library/redis:foo@sha256:abcdef?x=y',
    { locator: 'hub.example/library/redis', object: 'foo@sha256:abcdef' },
  ],
  ['hub.example/library/redis@sha256:abcdef?x=y', { locator: 'hub.example/library/redis', object: '@sha256:abcdef' }],
  ['hub.example/library/redis:obj@abcdef?x=y', { locator: 'hub.example/library/redis', object: 'obj@abcdef' }],
  ['localhost:5000/library/redis:obj@abcdef?x=y', { locator: 'localhost:5000/library/redis', object: 'obj@abcdef' }],
  ['/hub.example/library/redis:obj@abcdef?x=y', { error: 'hostname required' }],
  ['hub.example/library/redis?x=y', { locator: 'hub.example/library/redis', object: '' }],
  ['sub-dom1.example.com/bar/baz/quux:latest', { locator: 'sub-dom1.example.com/bar/baz/quux', object: 'latest' }],
  [
    'sub-dom1.example.com/bar/baz/quux:some-long-tag',
    { locator: 'sub-dom1.example.com/bar/baz/quux', object: 'some-long-tag' },
  ],
  [
    'b.example/test.example.com/my-app:test.example.com',
    { locator: 'b.example/test.example.com/my-app', object: 'test.example.com' },
  ],
  ['xn--n3h.example/myimage:xn--n3h.example', { locator: 'xn--n3h.example/myimage', object: 'xn--n3h.example' }],
  [
    'xn--7o8h.example/myimage:xn--7o8h.example@sha512:fffffff',
    { locator: 'xn--7o8h.example/myimage', object: 'xn--7o8h.example@sha512:fffffff' },
  ],
  ['http://xn--7o8h.example/myimage:xn--7o8h.example@sha512:fffffff', { error: 'invalid reference' }],
])('%s', (text, expected) => expect(parseSpec(text)).toEqual(expected));

// Seen with ctr 1.6.20, the last one read.
describe('what ctr says of names it can’t ask for', () => {
  test.each([
    ['alpine', 'object required'],
    ['alpine:3', 'object required'],
    ['docker.io/alpine', 'object required'],
    ['reg.test:5000/a', 'object required'],
    ['/a:1', 'hostname required'],
    ['http://x/a:1', 'invalid reference'],
    ['reg.test:5000/a@sha256:abc', 'invalid checksum digest length'],
    ['reg.test:5000/a:b@c', 'invalid checksum digest format'],
    ['alpine:latest', 'parse "dummy://alpine:latest": invalid port ":latest" after host'],
  ])('%s', (text, error) => expect(parseCtrReference(text)).toEqual({ error }));
});

test.each([
  ['docker.io/alpine:3', { registry: 'docker.io', repository: 'alpine', tag: '3', digest: null }],
  ['reg.test:5000//a/./b:1', { registry: 'reg.test:5000', repository: 'a/b', tag: '1', digest: null }],
  ['Reg_x/A/B:1', { registry: 'Reg_x', repository: 'A/B', tag: '1', digest: null }],
])('nothing is added to %s', (text, expected) => expect(parseCtrReference(text)).toEqual(expected));

test.each(['\u0000', 'a'.repeat(100_000), '[', '[::1', 'a/%zz:1', '@', 'x@/y:z', `${'/'.repeat(5000)}a:1`])(
  'never throws: %.20j',
  (text) => {
    expect(() => parseCtrReference(text)).not.toThrow();
  },
);
