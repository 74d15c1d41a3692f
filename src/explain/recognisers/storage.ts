import type { Recogniser } from '../recogniser.js';

/** The machine that pulls has to unpack, too: room and file systems. */
export const STORAGE: readonly Recogniser[] = [
  {
    label: 'storage-no-space',
    weight: 85,
    anchors: [
      'no space left on device',
      'disk quota exceeded',
      'enospc',
      'not enough space on the disk',
      'not enough free space',
      'free data blocks which is less',
      'nicht genügend speicherplatz',
    ],
    pattern:
      /no space left on device|disk quota exceeded|\benospc\b|not enough space on the disk|not enough free space|free data blocks which is less than minimum|nicht genügend speicherplatz/i,
    needsRegistry: true,
    unless: /enclosed|docker\/registry\/v2|filesystem: |npm err|yarn/i,
    why: 'The client machine has no room (or no inodes) for the image.',
    also: ['other:inodes-exhausted', 'registry-storage-full-or-readonly'],
    tells: 'df -h and df -i of the storage directory show which.',
    source: 'Linux write(2): ENOSPC; Windows ERROR_DISK_FULL; moby daemon/graphdriver/devmapper',
    examples: [
      'docker: failed to register layer: write /usr/lib/libx.so: no space left on device',
      'failed to extract layer sha256:aaaaaaaaaaaa: write /var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/x: no space left on device',
    ],
  },
  {
    label: 'storage-overlay-on-overlay',
    weight: 92,
    anchors: [
      'failed to extract layer',
      'supported over',
      'upper fs does not support',
      'mount_program is required',
      'failed to mount',
      'failed to convert whiteout file',
      'creating overlay mount to',
    ],
    pattern:
      /'?overlay2?'? is not supported over|a mount_program is required|upper fs does not support(?! tmpfile)|failed to mount[^\n]{0,200}overlay[^\n]{0,300}invalid argument|creating overlay mount to[^\n]{0,400}invalid argument|failed to extract layer[^\n]{0,400}(?:failed to (?:un)?mount)|failed to convert whiteout file/i,
    why: 'Overlay storage lies on a file system that cannot carry it: mostly another overlay, inside a container.',
    also: ['storage-fuse-missing', 'storage-permission-userns', 'other:unsupported-filesystem-for-storage'],
    tells: 'stat -f on the storage directory shows its file system.',
    source: 'containers/storage drivers/overlay/overlay.go; containerd core/mount',
    examples: [
      "Error: 'overlay' is not supported over overlayfs, a mount_program is required: backing file system is unsupported for this graph driver",
    ],
  },
  {
    label: 'storage-fuse-missing',
    weight: 94,
    anchors: ['fuse'],
    pattern:
      /fuse: device not found|\/dev\/fuse[^\n]{0,80}(?:no such file|not found|permission denied|operation not permitted)|fuse-overlayfs[^\n]{0,120}(?:no such file|not found|cannot|exit status)|can't stat program "?\S{0,80}fuse-overlayfs|using mount program \S{0,80}fuse-overlayfs|fuse: failed to open|fusermount3?: (?:command not found|no such file|not found)|fusermount3?"?: executable file not found/i,
    why: 'fuse-overlayfs, or the device /dev/fuse that it needs, is not there.',
    also: ['storage-overlay-on-overlay'],
    tells: 'ls -l /dev/fuse; fuse-overlayfs --version.',
    source: 'containers/storage drivers/overlay; libfuse lib/mount.c',
    examples: [
      "error creating overlay mount to /var/lib/containers/storage/overlay/x/merged: using mount program /usr/bin/fuse-overlayfs: fuse: device not found, try 'modprobe fuse' first",
    ],
  },
  {
    label: 'other:unsupported-filesystem-for-storage',
    weight: 92,
    anchors: [
      'does not support d_type',
      'without d_type support',
      'ftype=1',
      'modprobe overlay',
      'overlay not supported',
      'overlayfs not supported',
      'supported by kernel',
      'supported by your kernel',
      'kernel does not support overlay',
      'not found as a supported filesystem',
      'driver not supported',
      'prior storage driver',
      'initializing graphdriver',
      'initializing graph driver',
      'setxattr',
    ],
    pattern:
      /does not support d_type|without d_type support|ftype=1 to enable d_type|modprobe overlay failed|overlay(?:fs)? (?:is )?not supported by (?:your )?kernel|kernel does not support overlay|'overlay' not found as a supported filesystem|driver not supported: overlay|prior storage driver \S{1,40} failed|error initializing graph ?driver: [^\n]{0,100}(?:not supported|no such device)|(?:layer|image|overlay)[^\n]{0,200}(?:lsetxattr|setxattr)[^\n]{0,300}operation not supported/i,
    why: 'The file system or kernel under the image store lacks what overlay needs.',
    also: ['storage-overlay-on-overlay', 'storage-permission-userns'],
    tells: 'xfs_info shows ftype; modprobe overlay shows whether the kernel has it.',
    source: 'containerd plugins/snapshots/overlay/overlayutils; moby daemon/graphdriver',
    examples: [
      '/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs does not support d_type. If the backing filesystem is xfs, please reformat with ftype=1',
    ],
  },
];
