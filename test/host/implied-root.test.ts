import { describe, expect, test } from 'vitest';
import { hasNodeDisk, isReadOnlyRoot } from '../../src/host/implied-root.js';
import { memoryFiles } from '../../src/host/memory-files.js';

const POD = { KUBERNETES_SERVICE_HOST: '10.96.0.1' };
const ROOT = '20 1 0:30 / / rw,relatime - overlay overlay rw';
const MOUNTED = '21 20 8:1 / /host ro,relatime master:1 - ext4 /dev/sda1 rw';
const WRITABLE = '21 20 8:1 / /host rw,relatime - ext4 /dev/sda1 rw';
const NODE = { '/host/etc/os-release': 'ID=ubuntu\n', '/host/var/lib/kubelet/config.yaml': '' };

function files(more: Readonly<Record<string, string>>, ...mounts: readonly string[]) {
  return memoryFiles({ '/proc/self/mountinfo': `${mounts.join('\n')}\n`, ...more });
}

describe("a node's disk under /host", () => {
  test.each([
    ['in a pod', POD, {}],
    ['in a pod without the variable', {}, { '/etc/hosts': '# Kubernetes-managed hosts file.\n127.0.0.1 localhost\n' }],
    ['in a container of Docker', {}, { '/.dockerenv': '' }],
    ['in a container of Podman', { container: 'podman' }, {}],
  ])('%s', (_, environment, more) => {
    expect(hasNodeDisk({ environment, ownFiles: files({ ...NODE, ...more }, ROOT, MOUNTED) })).toBe(true);
  });

  test.each([
    ['a machine of its own that has a /host', {}, NODE, [ROOT, MOUNTED]],
    ["the image's own empty directory", POD, {}, [ROOT]],
    ['a directory of the image that looks like one', POD, NODE, [ROOT]],
    ['an empty volume', POD, {}, [ROOT, MOUNTED]],
    ['a volume with an image of a system, no machine', POD, { '/host/etc/os-release': '' }, [ROOT, MOUNTED]],
    ['another volume whose name begins alike', POD, NODE, [ROOT, '22 20 8:1 / /hostile ro - ext4 /dev/sda1 rw']],
    ['a place without /proc', POD, NODE, []],
  ])('%s is none', (_, environment, more, mounts) => {
    expect(hasNodeDisk({ environment, ownFiles: files(more, ...mounts) })).toBe(false);
  });

  test.each([
    ['the mount', MOUNTED, true],
    ['the file system', '21 20 8:1 / /host rw - squashfs /dev/loop0 ro', true],
    ['neither', WRITABLE, false],
  ])('read-only by %s', (_, mount, expected) => {
    expect(isReadOnlyRoot('/host', { ownFiles: files(NODE, ROOT, mount) })).toBe(expected);
    expect(isReadOnlyRoot('/host/', { ownFiles: files(NODE, ROOT, mount) })).toBe(expected);
  });

  test('the last mount of a place counts, and one below it', () => {
    expect(isReadOnlyRoot('/host', { ownFiles: files(NODE, ROOT, MOUNTED, WRITABLE) })).toBe(false);
    const below = '23 21 8:2 / /host/etc rw - ext4 /dev/sdb1 rw';
    expect(isReadOnlyRoot('/host', { ownFiles: files(NODE, ROOT, MOUNTED, below) })).toBe(false);
  });

  test('names with spaces are read as they are', () => {
    const mount = '21 20 8:1 / /mnt/my\\040disk ro - ext4 /dev/sda1 rw';
    expect(isReadOnlyRoot('/mnt/my disk', { ownFiles: files({}, ROOT, mount) })).toBe(true);
  });
});
