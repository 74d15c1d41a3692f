import type { StorageClient, StorageClientFacts, StorageFacts } from '../../facts/storage.js';
import { containerStep } from './container-step.js';
import { driverStep, type StorageDriver } from './driver-step.js';
import { namespaceStep, ownerStep } from './namespace-step.js';
import { placeStep } from './place-step.js';
import type { Stop, StorageCase, StorageCause, StorageOperation } from './stop.js';

/** What comes of one operation of one client here. */
export interface Prospect {
  readonly client: StorageClient;
  readonly installed: boolean;
  readonly operation: StorageOperation;
  readonly outcome: 'works' | 'fails' | 'unknown';
  /** null: it doesn't get as far as to have one. */
  readonly driver: StorageDriver | null;
  readonly cause: StorageCause | null;
  /** The client's words where it fails; why it can't be told where it is unknown. */
  readonly says: string | null;
  /** Directory that it is about, where it is about one. */
  readonly path: string | null;
  readonly needed: string | null;
}

const OPERATIONS: Readonly<Record<StorageClient, readonly StorageOperation[]>> = {
  buildah: ['pull', 'bud'],
  podman: ['pull', 'run'],
};

/** What each client can do here, from what was seen and tried. Pure. */
export function prospectsOf(facts: StorageFacts): Prospect[] {
  return facts.clients.flatMap((client) =>
    OPERATIONS[client.client].map((operation) => prospectOf({ facts, client, operation })),
  );
}

/** Walks the client's own order: settings, user and namespace, directories, driver, unpacking, a process in the image. */
function prospectOf(entry: StorageCase): Prospect {
  const early = settingsStep(entry.client) ?? namespaceStep(entry) ?? placeStep(entry);
  if (early !== null) return stopped(entry, early, null);
  const { driver, stop } = driverStep(entry);
  // Without a driver nothing is unpacked; a mount comes after unpacking.
  if (stop !== null && driver === null) return stopped(entry, stop, null);
  const late = ownerStep(entry) ?? stop ?? containerStep(entry);
  if (late !== null) return stopped(entry, late, driver);
  return { ...named(entry), outcome: 'works', driver, cause: null, says: null, path: null, needed: null };
}

function settingsStep({ settings: { error } }: StorageClientFacts): Stop | null {
  if (error === null) return null;
  const place = error.line === null ? error.path : `${error.path}:${error.line}`;
  return { cause: 'settings', says: `${place}: ${error.message}`, path: error.path };
}

function stopped(entry: StorageCase, stop: Stop, driver: StorageDriver | null): Prospect {
  return 'unknown' in stop
    ? { ...named(entry), outcome: 'unknown', driver, cause: null, says: stop.unknown, path: null, needed: stop.needed }
    : {
        ...named(entry),
        outcome: 'fails',
        driver,
        cause: stop.cause,
        says: stop.says,
        path: stop.path ?? null,
        needed: null,
      };
}

function named({ client, operation }: StorageCase): Pick<Prospect, 'client' | 'installed' | 'operation'> {
  return { client: client.client, installed: client.path !== null, operation };
}
