import { errnoWords, namespaceOf, type Stop, type StorageCase } from './stop.js';

/** What containers get when nothing says otherwise (containers/common pkg/config/default.go); who starts one must have them. */
export const CONTAINER_CAPABILITIES: readonly string[] = [
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

/** Starting a process in the image: a RUN step of a build, or a container. `chroot` isolation does without an OCI runtime. */
export function containerStep(entry: StorageCase): Stop | null {
  const { facts, operation } = entry;
  if (operation === 'pull') return null;
  const tried = namespaceOf(entry);
  if (tried === null) return null;
  const missing = CONTAINER_CAPABILITIES.filter((name) => !facts.rights.capabilities.includes(name));
  if (tried.kind === 'none' && missing.length > 0)
    return { cause: 'capabilities', says: 'setting capabilities: operation not permitted' };
  if (operation === 'bud' && facts.variables['BUILDAH_ISOLATION'] === 'chroot') return null;
  const runtime = facts.programs['crun'] ?? facts.programs['runc'] ?? null;
  if (runtime === null)
    return {
      unknown: 'neither crun nor runc is on the PATH',
      needed: 'an OCI runtime, or BUILDAH_ISOLATION=chroot for builds',
    };
  const name = runtime.path.split('/').at(-1);
  if (tried.pivot.outcome === 'not tried')
    return { unknown: 'pivot_root was not tried', needed: 'pivot_root and mount on the PATH' };
  if (tried.pivot.outcome === 'failed')
    return { cause: 'pivot-refused', says: `${name}: pivot_root: ${errnoWords(tried.pivot.says)}` };
  if (tried.proc.outcome === 'failed' && !facts.containers.bindsProc)
    return { cause: 'proc-refused', says: `${name}: mount \`proc\` to \`proc\`: Operation not permitted` };
  return operation === 'run' && tried.kind === 'none' && mayRaiseLimits(entry)
    ? {
        unknown:
          'podman before 5.4 may raise the limits of a container to 1048576 files and processes; root here lacks SYS_RESOURCE, and its own limits are lower',
        needed: 'a try by hand, or default_ulimits for nofile and nproc in containers.conf',
      }
    : null;
}

/** Limits that podman gives containers of root (libpod/define/config.go `RLimitDefaultValue`). */
const RAISED_TO = 1_048_576;

/** Before 5.4 podman raises them whether it may or not; in some containers it was seen not to (pkg/specgen/generate/oci.go). */
function mayRaiseLimits({ facts: { rights, containers }, client }: StorageCase): boolean {
  const [major = 0, minor = 0] = (client.version ?? '').split('.').map(Number);
  if (client.version === null || major > 5 || (major === 5 && minor >= 4)) return false;
  if (containers.setsLimits || rights.capabilities.includes('SYS_RESOURCE')) return false;
  return [rights.limits.openFiles, rights.limits.processes].some((limit) => limit !== null && limit < RAISED_TO);
}
