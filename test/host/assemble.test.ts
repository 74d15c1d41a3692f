import { describe, expect, test } from 'vitest';
import { type AssembleOptions, assembleHost, assembleHostOver } from '../../src/host/assemble.js';
import { memoryFiles } from '../../src/host/memory-files.js';

const OPTIONS: AssembleOptions = { root: '/', environment: {}, uid: 1000, nowMs: 7, architecture: 'x64' };

function assembled(files: Record<string, string>, options: Partial<AssembleOptions> = {}) {
  return assembleHostOver(memoryFiles(files), { ...OPTIONS, ...options });
}

describe('assembleHostOver', () => {
  const passwd = { '/etc/passwd': 'root:x:0:0::/root:/bin/sh\nme:x:1000:1000::/home/me:/bin/sh\n' };

  test('home is $HOME, else what passwd says, else /', () => {
    expect(assembled(passwd, { environment: { HOME: '/elsewhere', UNSET: undefined } })).toMatchObject({
      home: '/elsewhere',
      environment: { HOME: '/elsewhere' },
    });
    expect(assembled(passwd, { environment: { HOME: '' } }).home).toBe('/home/me');
    expect(assembled({}).home).toBe('/');
  });

  test('another root’s programs run as root, and this process’s environment says nothing about them', () => {
    const host = assembled(passwd, { root: '/host', environment: { HOME: '/home/me', HTTPS_PROXY: 'http://proxy' } });
    expect(host).toMatchObject({ uid: 0, home: '/root', environment: { HOME: '/root' } });
    expect(Object.keys(host.environment)).toEqual(['HOME']);
  });

  test.each([
    ['glibc', { '/lib64/ld-linux-x86-64.so.2': '' }],
    ['glibc', { '/lib/ld-linux-aarch64.so.1': '' }],
    ['musl', { '/lib/ld-musl-x86_64.so.1': '' }],
    ['glibc', { '/lib/ld-musl-x86_64.so.1': '', '/lib64/ld-linux-x86-64.so.2': '' }],
    ['musl', { '/lib/ld-musl-x86_64.so.1': '', '/lib64/ld-linux-x86-64.so.2': '', '/lib/libgcompat.so.0': '' }],
    ['none', { '/lib/libother.so.1': '' }],
  ])('%s by the loader', (libc, files) => {
    expect(assembled(files as Record<string, string>).libc).toBe(libc);
  });

  test.each([
    ['x64', 'amd64', null],
    ['arm64', 'arm64', 'v8'],
    ['arm', 'arm', 'v7'],
    ['s390x', 's390x', null],
    ['ppc64', 'ppc64le', null],
  ])('%s is %s in manifests', (architecture, name, variant) => {
    expect(assembled({}, { architecture }).platform).toEqual({ os: 'linux', architecture: name, variant });
  });

  test('takes name look-up from the files, and the time as given', () => {
    const host = assembled({ '/etc/resolv.conf': 'nameserver 10.0.0.9' });
    expect(host.resolver.nameservers[0]?.address).toBe('10.0.0.9');
    expect(host.nowMs).toBe(7);
  });
});

test('assembleHost on a root that is not there gives an empty machine', () => {
  expect(assembleHost({ ...OPTIONS, root: '/nonexistent/root' })).toMatchObject({ libc: 'none', home: '/root' });
});
