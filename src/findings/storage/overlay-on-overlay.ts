import { placeOf, type StorageContext, type StorageExplanation, type StorageRule, setBy, underStore } from './rule.js';
import { namespaceOf } from './stop.js';

/** The kernel's overlay is refused below the store, or with the options asked for. */
export const storageOverlayOnOverlay: StorageRule = {
  code: 'storage-overlay-on-overlay',
  causes: ['overlay-refused', 'mount-options'],
  explains(context) {
    return context.cause === 'overlay-refused' ? refused(context) : options(context);
  },
};

function refused({ facts, client }: StorageContext): StorageExplanation {
  const place = client.store.places.find(({ use }) => use === 'store');
  const tried = namespaceOf({ facts, client, operation: 'pull' });
  return {
    title: `The image store wants overlay mounts, and the file system under it (${place?.fileSystem ?? 'unknown'}) can't carry them`,
    subject: client.settings.graphRoot,
    evidence: [
      underStore(client),
      `an overlay mount in a scratch directory there: ${tried?.overlay.says ?? 'refused'}`,
      'fuse-overlayfs, which would stand in, is not on the PATH',
      `the driver is overlay: ${setBy(client, 'driver')}`,
    ],
    location: placeOf(client, 'driver'),
    nextStep: `whoever starts this container mounts a volume at ${client.settings.graphRoot}`,
  };
}

function options({ facts, client }: StorageContext): StorageExplanation {
  const tried = namespaceOf({ facts, client, operation: 'run' });
  return {
    title: `The mount options of storage.conf are not for the kernel's overlay`,
    subject: 'mountopt',
    evidence: [
      `asked for: ${setBy(client, 'mountOptions')}`,
      `an overlay mount without them works here, with them: ${tried?.overlayOptions.says ?? 'refused'}`,
    ],
    location: placeOf(client, 'mountOptions'),
    nextStep: 'take out of mountopt what only a mount program knows, such as fsync=0',
  };
}
