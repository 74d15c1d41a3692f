import type { NamespaceTry } from '../../facts/storage.js';
import { namespaceOf, type Stop, type StorageCase } from './stop.js';

/** How the layers of a client lie: by the kernel's overlay, by a mount program, or as whole copies. */
export type StorageDriver = 'overlay' | 'fuse-overlayfs' | 'vfs';

/** What the client's choice of a driver comes to. */
export interface DriverChoice {
  readonly driver: StorageDriver | null;
  readonly stop: Stop | null;
}

/** Mounts happen where something is built or run; a pull only unpacks. */
const needsMount = ({ operation }: StorageCase): boolean => operation !== 'pull';

/** The driver, in the order in which containers/storage drivers/overlay/overlay.go `Init` decides. */
export function driverStep(entry: StorageCase): DriverChoice {
  const { settings, store } = entry.client;
  const tried = namespaceOf(entry);
  if (settings.driver === 'vfs') return { driver: 'vfs', stop: null };
  if (settings.driver !== null && settings.driver !== 'overlay')
    return { driver: null, stop: { unknown: `the driver ${settings.driver} is not judged`, needed: 'a try by hand' } };
  if (settings.mountProgram !== null && store.mountProgramThere === false)
    return {
      driver: null,
      stop: {
        cause: 'program-missing',
        says: `overlay: can't stat program "${settings.mountProgram}": stat ${settings.mountProgram}: no such file or directory`,
      },
    };
  if (tried === null || tried.overlay.outcome === 'not tried')
    return { driver: null, stop: { unknown: 'no mount could be tried', needed: 'mount and mknod on the PATH' } };
  const program = settings.mountProgram ?? entry.facts.programs['fuse-overlayfs']?.path ?? null;
  const asked = settings.mountProgram !== null || store.markedForMountProgram;
  if (program !== null && (asked || tried.overlay.outcome === 'failed')) {
    const choice = byProgram(entry, tried, program);
    return settings.driver === null && choice.stop !== null ? chosenByClient() : choice;
  }
  return byKernel(entry, tried);
}

function byProgram(entry: StorageCase, { fuse }: NamespaceTry, program: string): DriverChoice {
  const driver = 'fuse-overlayfs';
  if (fuse.outcome === 'ok' || !needsMount(entry)) return { driver, stop: null };
  if (fuse.outcome === 'not tried')
    return { driver, stop: { unknown: `${program} was not tried`, needed: 'a try by hand' } };
  const { present, opened } = entry.facts.fuseDevice;
  const cause = !present ? 'device-missing' : opened.outcome === 'failed' ? 'device-refused' : 'program-refused';
  return { driver, stop: { cause, says: `using mount program ${program}: ${fuse.says ?? ''}` } };
}

function byKernel(entry: StorageCase, { overlay, overlayOptions }: NamespaceTry): DriverChoice {
  const { settings, store } = entry.client;
  const place = store.places.find(({ use }) => use === 'store');
  if (overlay.outcome === 'failed') {
    if (settings.driver === null) return chosenByClient();
    const says =
      place?.fileSystem === 'overlay'
        ? "'overlay' is not supported over overlayfs, a mount_program is required: backing file system is unsupported for this graph driver"
        : `kernel does not support overlay fs: 'overlay' is not supported over ${place?.fileSystem ?? '<unknown>'} at "${settings.graphRoot}/overlay": backing file system is unsupported for this graph driver`;
    return { driver: null, stop: { cause: 'overlay-refused', says } };
  }
  if (overlayOptions.outcome === 'failed' && needsMount(entry))
    return {
      driver: 'overlay',
      stop: {
        cause: 'mount-options',
        says: `creating overlay mount to ${settings.graphRoot}/overlay/…/merged, mount_data="…,${settings.mountOptions}": invalid argument`,
      },
    };
  return { driver: 'overlay', stop: null };
}

/** With no driver asked for, releases differ in what they take, and a store that has been begun decides the next time. */
function chosenByClient(): DriverChoice {
  return {
    driver: null,
    stop: {
      unknown:
        'storage.conf asks for no driver, overlay does not work here, and what a client then takes depends on its release and its store',
      needed: 'driver = "overlay" or "vfs" in storage.conf',
    },
  };
}
