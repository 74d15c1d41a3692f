import { describe, expect, test } from 'vitest';
import { contextOf, inheritedContext } from '../../src/explain/context.js';

describe('what a text gives of its surroundings', () => {
  test.each([
    [
      'Failed to pull image "reg.example.com:5000/app:1": rpc error: failed to do request: Head "https://reg.example.com:5000/v2/app/manifests/1": dial tcp 192.0.2.7:5000: i/o timeout',
      {
        client: 'kubelet',
        reference: 'reg.example.com:5000/app:1',
        host: 'reg.example.com:5000',
        address: '192.0.2.7:5000',
      },
    ],
    [
      'Error response from daemon: Get "https://reg.example.com/v2/": dial tcp: lookup reg.example.com on 10.0.0.2:53: no such host',
      { client: 'docker', reference: null, host: 'reg.example.com', address: null },
    ],
    [
      'Error: initializing source docker://reg.example.com/app:1: pinging container registry reg.example.com: Get "https://reg.example.com/v2/": EOF',
      { reference: 'reg.example.com/app:1', host: 'reg.example.com', url: 'https://reg.example.com/v2/' },
    ],
    ['dial tcp [2001:db8::7]:443: connect: network is unreachable', { address: '[2001:db8::7]:443' }],
    ['lookup reg.example.com: no such host', { host: 'reg.example.com', url: null }],
    [
      '$ podman pull reg.example.com/app',
      { client: 'podman', reference: 'reg.example.com/app', host: 'reg.example.com' },
    ],
    ['pull access denied for team/app, repository does not exist', { reference: 'team/app', host: null }],
    ['manifest for reg.example.com/app:9 not found', { reference: 'reg.example.com/app:9' }],
    ['The push refers to repository [reg.example.com/app]', { client: 'docker', reference: 'reg.example.com/app' }],
    [
      '#3 [internal] load metadata for docker.io/library/alpine:3',
      { client: 'buildkit', reference: 'docker.io/library/alpine:3' },
    ],
    ['the image of the registry is there', { reference: null, host: null, url: null, address: null }],
  ])('%s', (text, expected) => {
    expect(contextOf(text)).toMatchObject(expected);
  });

  test('queries and passwords of addresses stay out', () => {
    const { url, host } = contextOf(
      'Get "https://me:hunter2@reg.example.com/v2/app/blobs/x?X-Amz-Signature=c0ffee&token=s3cret#part": EOF',
    );
    expect(url).toBe('https://reg.example.com/v2/app/blobs/x');
    expect(host).toBe('reg.example.com');
  });

  test('a line without a name takes the one that the transcript named before it', () => {
    const lines = [
      '$ docker pull reg.example.com/app:1',
      'Using default tag',
      'x509: certificate signed by unknown authority',
    ];
    expect(inheritedContext(contextOf(lines[2] ?? ''), lines, 2)).toEqual({
      client: 'docker',
      reference: 'reg.example.com/app:1',
      host: 'reg.example.com',
    });
  });

  test('a line about another host takes nothing', () => {
    const lines = ['$ docker pull reg.example.com/app:1', 'Get "https://other.example.com/v2/": EOF'];
    expect(inheritedContext(contextOf(lines[1] ?? ''), lines, 1)).toBeNull();
  });
});
