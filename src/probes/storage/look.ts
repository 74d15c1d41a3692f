import { stat } from 'node:fs/promises';
import type {
  FoundProgram,
  NamespaceKind,
  NamespaceTry,
  PlaceFact,
  ProcessRights,
  StorageFacts,
  StorageSettings,
  StoreFacts,
} from '../../facts/storage.js';
import type { HostFiles } from '../../host/host.js';
import { identityMaps, subordinateMaps } from './id-maps.js';
import { parseMounts } from './mounts.js';
import { ALL_IDS, mapTools, type NamespacePlan } from './namespace-plan.js';
import { tryNamespace } from './namespaces.js';
import { placeFact, type Scratch } from './place.js';
import { idMap } from './rights.js';

/** What the tries in a store need to know of the machine. */
export interface StoreSurroundings {
  readonly files: HostFiles;
  readonly rights: ProcessRights;
  readonly programs: Readonly<Record<string, FoundProgram | null>>;
  readonly subordinate: StorageFacts['subordinate'];
  readonly variables: Readonly<Record<string, string>>;
  /** What the client does to have its rights. */
  readonly plan: NamespacePlan;
  readonly signal: AbortSignal;
}

/** Where images lie on their way when TMPDIR names no other place (containers/image internal/tmpdir). */
const BLOBS = '/var/tmp';
/** Looks at the places of one store and tries in it what the client would do, in a scratch directory that is gone afterwards. */
export async function lookAtStore(settings: StorageSettings, around: StoreSurroundings): Promise<StoreFacts> {
  const mounts = parseMounts(textOf(around.files, '/proc/self/mountinfo'));
  const wanted: readonly (readonly [PlaceFact['use'], string])[] = [
    ['store', settings.graphRoot],
    ['state', settings.runRoot],
    ['blobs', around.variables['TMPDIR'] ?? BLOBS],
  ];
  const scratches: Scratch[] = [];
  try {
    const places: PlaceFact[] = [];
    let scratch: string | null = null;
    for (const [use, path] of wanted) {
      const found = await placeFact(use, path, mounts);
      if (found.scratch !== null) scratches.push(found.scratch);
      if (use === 'store') scratch = found.scratch?.path ?? null;
      places.push(found.fact);
    }
    const marked = textOf(around.files, `${settings.graphRoot}/overlay/.has-mount-program`).trim() === 'true';
    return {
      places,
      markedForMountProgram: marked,
      mountProgramThere: settings.mountProgram === null ? null : await isThere(settings.mountProgram),
      knownToPodman: await isThere(`${settings.graphRoot}/libpod`),
      tries: await tries(settings, { ...around, scratch, marked }),
    };
  } finally {
    await Promise.all(scratches.map((each) => each.remove()));
  }
}

async function tries(
  settings: StorageSettings,
  around: StoreSurroundings & { readonly scratch: string | null; readonly marked: boolean },
): Promise<NamespaceTry[]> {
  const { rights, programs, subordinate, files, signal } = around;
  const inFirst = rights.uidMap.some(({ count }) => count === ALL_IDS);
  const common = {
    scratch: around.scratch,
    mountOptions: settings.mountOptions,
    mountProgram:
      settings.driver === 'vfs' ? null : (settings.mountProgram ?? programs['fuse-overlayfs']?.path ?? null),
    mountProgramFirst: settings.mountProgram !== null || around.marked,
    container: true,
    noNewPrivileges: rights.noNewPrivileges,
    signal,
  };
  const run = (kind: NamespaceKind): Promise<NamespaceTry> => {
    const maps =
      kind === 'identity'
        ? identityMaps(rights.uidMap, idMap(textOf(files, '/proc/self/gid_map')))
        : kind === 'subordinate'
          ? subordinateMaps(rights, subordinate, mapTools(programs))
          : null;
    return tryNamespace({ ...common, kind, maps, userXattr: kind !== 'none' || !inFirst });
  };
  const first = await run(around.plan.first);
  const { then } = around.plan;
  return then !== null && first.mapped.outcome === 'failed' ? [first, await run(then)] : [first];
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function textOf(files: HostFiles, path: string): string {
  const read = files.read(path);
  return read.kind === 'file' ? read.text : '';
}
