import type { FoundProgram, StorageClient, StorageClientFacts, StorageFacts, StoreFacts } from '../../facts/storage.js';
import type { Host } from '../../host/host.js';
import { isInPod } from '../../host/in-pod.js';
import { cleanText } from '../../text/clean.js';
import { containerSettings } from './containers-conf.js';
import { fuseDevice } from './fuse-device.js';
import { lookAtStore, type StoreSurroundings } from './look.js';
import { namespacePlan } from './namespace-plan.js';
import { LOOKED_FOR, programFor, storageClientVersion } from './programs.js';
import { kernelLimits, processRights } from './rights.js';
import { storageSettings } from './settings.js';
import { subordinateIds } from './subordinate.js';

/** Variables that clients of containers/storage read; none of them holds a secret. */
const VARIABLES = [
  'STORAGE_DRIVER',
  'STORAGE_OPTS',
  'CONTAINERS_STORAGE_CONF',
  'BUILDAH_ISOLATION',
  '_CONTAINERS_USERNS_CONFIGURED',
  '_CONTAINERS_ROOTLESS_UID',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_RUNTIME_DIR',
  'TMPDIR',
];
/** Longest value that is kept. */
const MAX_CHARACTERS = 500;
const CLIENTS: readonly StorageClient[] = ['buildah', 'podman'];

/** Looks at this machine and tries, within limits, what buildah and podman need for their storage. Leaves nothing behind; `signal` ends it early. */
export async function storageFacts(host: Host, signal: AbortSignal): Promise<StorageFacts> {
  const { files, environment } = host;
  const rights = processRights(files, { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 });
  const programs: Record<string, FoundProgram | null> = {};
  for (const name of LOOKED_FOR) programs[name] = await programFor(name, environment['PATH']);
  const subordinate = {
    uid: subordinateIds(files, '/etc/subuid', { name: rights.user, id: rights.uid }),
    gid: subordinateIds(files, '/etc/subgid', { name: rights.user, id: rights.uid }),
  };
  const variables = Object.fromEntries(
    VARIABLES.filter((name) => (environment[name] ?? '') !== '').map((name) => [
      name,
      cleanText(environment[name] ?? '', MAX_CHARACTERS),
    ]),
  );
  return {
    inPod: isInPod({ environment, ownFiles: files }),
    rights,
    kernel: kernelLimits(files),
    programs,
    subordinate,
    fuseDevice: await fuseDevice(),
    variables,
    containers: containerSettings(host),
    clients: await clientFacts(host, { files, rights, programs, subordinate, variables, signal }),
  };
}

/** Clients with the same settings and the same way to their rights share one look at the store. */
async function clientFacts(host: Host, around: Omit<StoreSurroundings, 'plan'>): Promise<StorageClientFacts[]> {
  const stores = new Map<string, StoreFacts>();
  const found: StorageClientFacts[] = [];
  for (const client of CLIENTS) {
    const path = around.programs[client]?.path ?? null;
    const version = path === null ? null : await storageClientVersion(client, path);
    const settings = storageSettings(host, client, version);
    const { graphRoot, runRoot, driver, mountProgram, mountOptions } = settings;
    const plan = namespacePlan(client, around.rights, around.subordinate);
    const key = JSON.stringify([graphRoot, runRoot, driver, mountProgram, mountOptions, plan]);
    const store = stores.get(key) ?? (await lookAtStore(settings, { ...around, plan }));
    stores.set(key, store);
    found.push({ client, path, version, settings, store });
  }
  return found;
}
