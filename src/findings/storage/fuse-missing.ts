import { placeOf, type StorageContext, type StorageRule, setBy, underStore } from './rule.js';
import { namespaceOf } from './stop.js';

/** A mount program is taken, and it or its device is not there. */
export const storageFuseMissing: StorageRule = {
  code: 'storage-fuse-missing',
  causes: ['program-missing', 'device-missing', 'device-refused', 'program-refused'],
  explains(context) {
    const { facts, client, cause } = context;
    const program = client.settings.mountProgram ?? facts.programs['fuse-overlayfs']?.path ?? 'fuse-overlayfs';
    return {
      title: TITLES[cause]?.replace('PROGRAM', program) ?? `${program} does not mount here`,
      subject: cause === 'program-missing' ? program : '/dev/fuse',
      evidence: [why(context), ...seen(context)],
      location: placeOf(client, 'mountProgram'),
      nextStep: `whoever starts this container passes /dev/fuse in, or mounts a volume at ${client.settings.graphRoot}`,
    };
  },
};

const TITLES: Partial<Record<StorageContext['cause'], string>> = {
  'program-missing': 'The mount program PROGRAM, which storage.conf asks for, is not there',
  'device-missing': 'The store mounts with PROGRAM, and its device /dev/fuse is not there',
  'device-refused': 'The store mounts with PROGRAM, and its device /dev/fuse may not be opened',
};

function why({ facts, client }: StorageContext): string {
  if (client.settings.mountProgram !== null) return `a mount program is asked for: ${setBy(client, 'mountProgram')}`;
  if (client.store.markedForMountProgram)
    return `the store was begun with a mount program: ${client.settings.graphRoot}/overlay/.has-mount-program says true`;
  const tried = namespaceOf({ facts, client, operation: 'run' });
  return `no mount program is asked for, but the kernel's overlay is refused (${tried?.overlay.says ?? 'no error given'}), and fuse-overlayfs is found on the PATH`;
}

function seen({ facts, client, cause }: StorageContext): string[] {
  if (cause === 'program-missing') return [];
  const { present, mode, opened } = facts.fuseDevice;
  const device = !present
    ? '/dev/fuse is not there'
    : opened.outcome === 'ok'
      ? `/dev/fuse is there (${mode}) and opens`
      : `/dev/fuse is there (${mode}), and opening it gives ${opened.says}`;
  const tried = namespaceOf({ facts, client, operation: 'run' });
  return [device, `a mount with it in a scratch directory: ${tried?.fuse.says ?? 'refused'}`, underStore(client)];
}
