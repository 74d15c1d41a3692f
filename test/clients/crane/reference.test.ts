import { describe, expect, test } from 'vitest';
import { parseCraneReference } from '../../../src/clients/crane/reference.js';

const SHA = `sha256:${'deadb33f'.repeat(8)}`;

function parsed(text: string, version = '0.21.8'): string {
  const result = parseCraneReference(text, version);
  if (!result.ok) return 'error';
  const { registry, repository, tag, digest } = result.reference;
  return `${registry} ${repository} ${digest ?? tag ?? ''}`;
}

// go-containerregistry pkg/name: registry_test.go, repository_test.go, tag_test.go, digest_test.go, ref_test.go, weak validation.
describe('references as go-containerregistry takes them', () => {
  test.each([
    ['ubuntu', 'index.docker.io library/ubuntu latest'],
    ['docker.io/ubuntu', 'index.docker.io library/ubuntu latest'],
    ['index.docker.io/ubuntu:22.04', 'index.docker.io library/ubuntu 22.04'],
    ['user/image', 'index.docker.io user/image latest'],
    ['gcr.io/g-convoy/hello-world:latest', 'gcr.io g-convoy/hello-world latest'],
    ['gcr.io/google.com/g-convoy/hello-world:latest', 'gcr.io google.com/g-convoy/hello-world latest'],
    ['gcr.io:9001/project-id/with-nums:v2', 'gcr.io:9001 project-id/with-nums v2'],
    ['us.gcr.io/project-id/image:with.period.in.tag', 'us.gcr.io project-id/image with.period.in.tag'],
    ['gcr.io/project-id/image:w1th-alpha_num3ric.PLUScaps', 'gcr.io project-id/image w1th-alpha_num3ric.PLUScaps'],
    ['domain.with.port:9001/image:latest', 'domain.with.port:9001 image latest'],
    ['localhost/x', 'localhost x latest'],
    ['localhost:5000/x', 'localhost:5000 x latest'],
    ['registry/x', 'index.docker.io registry/x latest'],
    ['[::1]:5000/x:1', '[::1]:5000 x 1'],
    [`gcr.io/x@${SHA}`, `gcr.io x ${SHA}`],
    [`gcr.io/x:tag@${SHA}`, `gcr.io x ${SHA}`],
    // Where it is laxer than docker.
    ['gcr.io/a//b', 'gcr.io a//b latest'],
    ['gcr.io/-x', 'gcr.io -x latest'],
    ['my_reg:5000/x', 'my_reg:5000 x latest'],
    ['reg.example.com./x', 'reg.example.com. x latest'],
    ['gcr.io/x:.tag', 'gcr.io x .tag'],
    ['myreg:5000', 'index.docker.io library/myreg 5000'],
  ])('%s', (text, expected) => {
    expect(parsed(text)).toBe(expected);
  });

  test.each([
    '',
    ':latest',
    'gcr.io/x:',
    'gcr.io/X',
    'MyReg/x',
    'white space/x',
    'gcr?com.x/x',
    "gcr.io/project-id/bad_chars:c@n'tuse",
    'gcr.io/project-id/wrong-length@sha256:deadbeef',
    `gcr.io/x@sha512:${'a'.repeat(128)}`,
    `gcr.io/x@${SHA}@${SHA}`,
    `gcr.io/${'a'.repeat(256)}`,
    `gcr.io/x:${'t'.repeat(129)}`,
    'https://gcr.io/x',
  ])('refused: %s', (text) => {
    expect(parsed(text)).toBe('error');
  });

  test('SHA-512 from 0.22 on', () => {
    expect(parsed(`gcr.io/x@sha512:${'a'.repeat(128)}`, '0.22.1')).toBe(`gcr.io x sha512:${'a'.repeat(128)}`);
  });
});
