import type { Recogniser } from '../recogniser.js';

/** Unpacking that lacks ids or rights. */
export const STORAGE_RIGHTS: readonly Recogniser[] = [
  {
    label: 'storage-permission-userns',
    weight: 93,
    anchors: [
      'uids or gids',
      'newuidmap',
      'newgidmap',
      'subuid',
      'user namespace',
      'lchown',
      'unshare',
      'clone_newuser',
      'cannot be mapped to a host id',
      'enough ids available',
      'single mapping into the namespace',
      'max_user_namespaces',
      'userns_clone',
      'before pivot',
      'user namespaces are not enabled',
    ],
    pattern:
      /insufficient uids or gids|not be enough ids available|new[ug]idmap"?: |no subuid ranges found|cannot (?:clone|find mappings)[^\n]{0,80}(?:user namespace|clone_newuser|subuid)|rootless single mapping into the namespace|lchown"? [^\n]{1,200}: (?:invalid argument|operation not permitted|permission denied)|(?:clone|unshare)[^\n]{0,60}(?:clone_newuser|user namespace)[^\n]{0,80}(?:not permitted|invalid)|error during unshare\([^)]*clone_newuser[^)]*\): operation not permitted|cannot be mapped to a host id|user namespaces are not enabled|max_user_namespaces|unprivileged_userns_clone|error creating mount namespace before pivot/i,
    why: 'Unpacking needs user or group ids, or rights, that the user namespace does not have.',
    also: ['storage-overlay-on-overlay'],
    tells:
      'podman unshare cat /proc/self/uid_map shows the ids; inside a container it may lack the right to make namespaces.',
    source: 'containers/storage pkg/idtools, pkg/chrootarchive, pkg/unshare; moby pkg/chrootarchive',
    examples: [
      'potentially insufficient UIDs or GIDs available in user namespace (requested 0:42 for /etc/shadow): Check /etc/subuid and /etc/subgid if configured locally: lchown /etc/shadow: invalid argument',
      'failed to register layer: ApplyLayer exit status 1 stdout:  stderr: Error creating mount namespace before pivot: operation not permitted',
    ],
  },
  {
    label: 'storage-permission-userns',
    weight: 74,
    anchors: [
      'failed to register layer',
      'failed to extract layer',
      'applylayer',
      'processing tar file',
      'unpacking failed',
      'while applying layer',
      'unpack image on snapshotter',
    ],
    pattern:
      /(?:failed to register layer|failed to extract layer|applylayer|processing tar file|unpacking failed|while applying layer|unpack image on snapshotter)[^\n]{0,500}(?:permission denied|operation not permitted|access is denied|read-only file system)/i,
    unless: /registry\/v2\/blobs/i,
    why: 'The layer arrived and cannot be unpacked here: the store lacks a right, or something (a virus scanner, a security module) forbids it.',
    also: ['storage-overlay-on-overlay', 'other:unsupported-filesystem-for-storage'],
    tells: 'The path in the text, and the audit log of the machine, say who forbids.',
    source: 'moby layer/layer_store.go; containerd core/diff/apply; containers/storage pkg/chrootarchive; hcsshim',
    examples: [
      'failed to register layer: Error processing tar file(exit status 1): open /bin/x: permission denied',
      'failed to register layer: rename C:\\ProgramData\\Docker\\image\\windowsfilter\\tmp C:\\ProgramData\\Docker\\image\\windowsfilter\\x: Access is denied.',
    ],
  },
];
