import type { Recogniser } from '../recogniser.js';

/** The machine that pulls has to unpack, too. */
export const STORAGE: readonly Recogniser[] = [
  {
    label: 'storage-no-space',
    weight: 85,
    anchors: ['no space left on device', 'disk quota exceeded', 'not enough space', 'enospc'],
    pattern: /no space left on device|disk quota exceeded|\benospc\b/i,
    needsRegistry: true,
    unless: /enclosed|docker\/registry\/v2|filesystem: |npm err/i,
    why: 'The client machine has no room (or no inodes) for the image.',
    also: ['other:inodes-exhausted', 'registry-storage-full-or-readonly'],
    tells: 'df -h and df -i of the storage directory show which.',
    source: 'Linux write(2): ENOSPC',
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
      'not supported over overlayfs',
      'not supported over',
      'upper fs does not support',
      'mount_program is required',
      'failed to mount overlay',
      'driver not supported',
      'invalid argument',
    ],
    pattern:
      /'?overlay2?'? is not supported over|a mount_program is required|upper fs does not support|failed to mount[^\n]{0,200}overlay[^\n]{0,300}invalid argument|error creating overlay mount[^\n]{0,400}invalid argument|failed to extract layer[^\n]{0,400}(?:failed to (?:un)?mount)/i,
    why: 'Overlay storage lies on a file system that cannot carry it: mostly another overlay, inside a container.',
    also: ['storage-fuse-missing', 'storage-permission-userns'],
    tells: 'stat -f on the storage directory shows its file system.',
    source: 'containers/storage drivers/overlay/overlay.go',
    examples: [
      "Error: 'overlay' is not supported over overlayfs, a mount_program is required: backing file system is unsupported for this graph driver",
    ],
  },
  {
    label: 'storage-fuse-missing',
    weight: 94,
    anchors: ['fuse'],
    pattern:
      /fuse: device not found|\/dev\/fuse[^\n]{0,80}(?:no such file|not found|permission denied|operation not permitted)|fuse-overlayfs[^\n]{0,120}(?:no such file|not found|cannot|exit status)|can't stat program "?\S{0,80}fuse-overlayfs|using mount program \S{0,80}fuse-overlayfs/i,
    why: 'fuse-overlayfs, or the device /dev/fuse that it needs, is not there.',
    source: 'containers/storage drivers/overlay; libfuse lib/mount.c',
    examples: [
      "error creating overlay mount to /var/lib/containers/storage/overlay/x/merged: using mount program /usr/bin/fuse-overlayfs: fuse: device not found, try 'modprobe fuse' first",
    ],
  },
  {
    label: 'storage-permission-userns',
    weight: 93,
    anchors: ['insufficient uids or gids', 'newuidmap', 'newgidmap', 'subuid', 'user namespace', 'lchown', 'unshare'],
    pattern:
      /insufficient uids or gids|new[ug]idmap: |no subuid ranges found|cannot (?:clone|find mappings)[^\n]{0,80}(?:user|subuid)|rootless single mapping into the namespace|lchown [^\n]{1,200}: (?:invalid argument|operation not permitted)|(?:clone|unshare)[^\n]{0,60}(?:clone_newuser|user ?namespace)[^\n]{0,80}(?:not permitted|invalid)|error during unshare\([^)]*\): operation not permitted/i,
    why: 'Unpacking needs user or group ids that the user namespace does not have.',
    source: 'containers/storage pkg/idtools, pkg/chrootarchive',
    examples: [
      'potentially insufficient UIDs or GIDs available in user namespace (requested 0:42 for /etc/shadow): Check /etc/subuid and /etc/subgid if configured locally: lchown /etc/shadow: invalid argument',
    ],
  },
  {
    label: 'other:unsupported-filesystem-for-storage',
    weight: 92,
    anchors: ['does not support d_type', 'ftype=1', 'modprobe overlay', 'overlay not supported'],
    pattern:
      /does not support d_type|ftype=1 to enable d_type|modprobe overlay failed|overlay(?:fs)? (?:is )?not supported by (?:your )?kernel/i,
    why: 'The file system or kernel under the image store lacks what overlay needs.',
    also: ['storage-overlay-on-overlay'],
    tells: 'xfs_info shows ftype; modprobe overlay shows whether the kernel has it.',
    source: 'containerd plugins/snapshots/overlay/overlayutils',
    examples: [
      '/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs does not support d_type. If the backing filesystem is xfs, please reformat with ftype=1',
    ],
  },
];
