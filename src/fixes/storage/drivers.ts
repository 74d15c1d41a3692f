import type { StorageContext } from '../../findings/storage/rule.js';
import { namespaceOf } from '../../findings/storage/stop.js';
import { emptyDirLines, FUSE_DEVICE } from '../../kubernetes/storage-lines.js';
import { shellWord } from '../../text/shell.js';
import { hereFix, podFix, type StorageFix } from './fix.js';

/** Cures where no layer can be mounted as asked: another setting that was tried, a volume, FUSE, copies. */
export function driverFixes(context: StorageContext): StorageFix[] {
  return [
    ...withoutProgram(context),
    ...withoutOptions(context),
    ...volume(context),
    ...device(context),
    ...copies(context),
  ];
}

/** The line of a file that sets something, made a comment. */
function commentOut({ path, line }: { readonly path: string; readonly line: number }): string {
  return `sed -i '${line}s/^/# /' ${shellWord(path)}`;
}

/** The kernel does it, and only a line in a file stands in the way. */
function withoutProgram({ facts, client }: StorageContext): StorageFix[] {
  const tried = namespaceOf({ facts, client, operation: 'run' });
  const source = client.settings.sources.mountProgram;
  if (source === undefined || tried?.overlay.outcome !== 'ok') return [];
  const forget = client.store.markedForMountProgram
    ? [`rm -f ${shellWord(`${client.settings.graphRoot}/overlay/.has-mount-program`)}`]
    : [];
  // Options made for the mount program may be none that the kernel takes: then they go out with it.
  const options = client.settings.sources.mountOptions;
  const optionsToo = tried.overlayOptions.outcome === 'failed' ? options : undefined;
  if (optionsToo !== undefined && (optionsToo.line === null) !== (source.line === null)) return [];
  const lines = [source, optionsToo].flatMap((each) =>
    each === undefined || each.line === null ? [] : [commentOut({ path: each.path, line: each.line })],
  );
  const commands = [...(source.line === null ? ['unset STORAGE_OPTS'] : lines), ...forget];
  const what = optionsToo === undefined ? 'the mount program' : 'the mount program and its options';
  return [
    hereFix(
      `take ${what} out: the kernel’s overlay works here`,
      commands,
      { kind: 'tried', says: 'an overlay mount by the kernel was made and written to below the store' },
      forget.length === 0 ? [] : ['layers that the mount program wrote should be pulled again'],
    ),
  ];
}

function withoutOptions({ cause, client }: StorageContext): StorageFix[] {
  const source = client.settings.sources.mountOptions;
  if (cause !== 'mount-options' || source === undefined) return [];
  const commands =
    source.line === null ? ['unset STORAGE_OPTS'] : [commentOut({ path: source.path, line: source.line })];
  return [
    hereFix('take the mount options out', commands, {
      kind: 'tried',
      says: 'the same mount without them was made and written to below the store',
    }),
  ];
}

/** Not where a volume would change nothing: the kernel mounts here already, or the program is the trouble. */
function volume({ facts, client }: StorageContext): StorageFix[] {
  const tried = namespaceOf({ facts, client, operation: 'run' });
  if (tried?.overlay.outcome !== 'failed') return [];
  const limits = [
    'overlay without root’s own rights needs Linux 5.13 or later',
    ...(client.settings.mountProgram === null ? [] : ['take the line mount_program out as well: it asks for FUSE']),
  ];
  return [
    podFix(
      'a volume under the store: the kernel’s overlay then works, with no more rights',
      emptyDirLines([client.settings.graphRoot.replace(/(?<=.)\/storage$/, '')]),
      limits,
    ),
  ];
}

function device({ cause }: StorageContext): StorageFix[] {
  return cause === 'device-missing' || cause === 'device-refused'
    ? [podFix('the device /dev/fuse, where it must be FUSE', FUSE_DEVICE)]
    : [];
}

/** Copies need no mount: only that files can be written and given to their owners, which was tried. */
function copies({ facts, client, prospects }: StorageContext): StorageFix[] {
  const tried = namespaceOf({ facts, client, operation: 'run' });
  const works = tried?.chown.outcome === 'ok' && client.store.places.every(({ written }) => written.outcome === 'ok');
  if (!works || tried.overlay.outcome === 'ok') return [];
  const podmanToo = prospects.some((each) => each.client === 'podman') && client.store.knownToPodman;
  return [
    hereFix(
      'copies instead of mounts',
      ['export STORAGE_DRIVER=vfs'],
      {
        kind: 'tried',
        says: 'files were written below the store and given to another owner, which is all that vfs needs',
      },
      [
        'slow, and every layer takes the room of all below it',
        ...(podmanToo ? ['podman keeps the driver that its store was begun with: podman system reset first'] : []),
      ],
    ),
  ];
}
