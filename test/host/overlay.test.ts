import { describe, expect, test } from 'vitest';
import { assembleHostOver } from '../../src/host/assemble.js';
import { memoryFiles } from '../../src/host/memory-files.js';
import { hostWithFiles, overlayFiles } from '../../src/host/overlay.js';

const base = memoryFiles({ '/etc/c/a.conf': 'a', '/etc/c/b.conf': 'b', '/etc/resolv.conf': 'nameserver 10.0.0.1\n' });

describe('overlayFiles', () => {
  test('a written file is read and listed, with the directories above it', () => {
    const files = overlayFiles(base, [
      { path: '/etc/new/dir/x.conf', content: 'x' },
      { path: '/etc/c/a.conf', content: 'A' },
    ]);
    expect(files.read('/etc/new/dir/x.conf')).toEqual({ kind: 'file', text: 'x', bytes: 1 });
    expect(files.read('/etc/c/a.conf')).toMatchObject({ text: 'A' });
    expect(files.read('/etc/new')).toEqual({ kind: 'directory' });
    expect(files.list('/etc')).toEqual({ kind: 'directory', names: ['c', 'new', 'resolv.conf'] });
    expect(files.list('/etc/new')).toEqual({ kind: 'directory', names: ['dir'] });
    expect(files.list('/etc/c')).toEqual({ kind: 'directory', names: ['a.conf', 'b.conf'] });
  });

  test('null takes a file away, or a directory with all in it', () => {
    const files = overlayFiles(base, [{ path: '/etc/c/a.conf', content: null }]);
    expect(files.read('/etc/c/a.conf')).toEqual({ kind: 'absent' });
    expect(files.list('/etc/c')).toEqual({ kind: 'directory', names: ['b.conf'] });
    const without = overlayFiles(base, [{ path: '/etc/c', content: null }]);
    expect(without.read('/etc/c/b.conf')).toEqual({ kind: 'absent' });
    expect(without.list('/etc/c')).toEqual({ kind: 'absent' });
    expect(without.list('/etc')).toEqual({ kind: 'directory', names: ['resolv.conf'] });
  });

  test('a directory can be replaced, and the last change of a path wins', () => {
    const files = overlayFiles(base, [
      { path: '/etc/c', content: null },
      { path: '/etc/c/n.conf', content: '1' },
      { path: '/etc/c//n.conf', content: '2' },
    ]);
    expect(files.list('/etc/c')).toEqual({ kind: 'directory', names: ['n.conf'] });
    expect(files.list('/etc')).toEqual({ kind: 'directory', names: ['c', 'resolv.conf'] });
    expect(files.read('/etc/c/n.conf')).toMatchObject({ text: '2' });
  });

  test('overlays lie over overlays; the base stays as it was', () => {
    const first = overlayFiles(base, [{ path: '/etc/c/a.conf', content: null }]);
    const second = overlayFiles(first, [{ path: '/etc/c/a.conf', content: 'again' }]);
    expect(second.read('/etc/c/a.conf')).toMatchObject({ text: 'again' });
    expect(base.read('/etc/c/a.conf')).toMatchObject({ text: 'a' });
  });
});

describe('hostWithFiles', () => {
  const host = assembleHostOver(base, { root: '/', environment: {}, uid: 0, nowMs: 0, architecture: 'x64' });

  test('a changed resolv.conf changes how names are looked up', () => {
    const changed = hostWithFiles(host, [{ path: '/etc/resolv.conf', content: 'nameserver 10.0.0.2\n' }]);
    expect(changed.resolver.nameservers.map((server) => server.address)).toEqual(['10.0.0.2']);
    expect(host.resolver.nameservers.map((server) => server.address)).toEqual(['10.0.0.1']);
  });

  test('other changes leave look-ups alone', () => {
    const changed = hostWithFiles(host, [{ path: '/etc/x', content: '' }]);
    expect(changed.resolver).toBe(host.resolver);
    expect(changed.files.read('/etc/x')).toMatchObject({ kind: 'file' });
  });
});
