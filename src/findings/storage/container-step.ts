import { errnoWords, namespaceOf, type Stop, type StorageCase } from './stop.js';

/** What containers get when nothing says otherwise (containers/common pkg/config/default.go); who starts one must have them. */
const CONTAINER_CAPABILITIES = [
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
  if (tried.pivot.outcome === 'failed')
    return { cause: 'pivot-refused', says: `${name}: pivot_root: ${errnoWords(tried.pivot.says)}` };
  if (tried.proc.outcome === 'failed' && !facts.bindsProc)
    return { cause: 'proc-refused', says: `${name}: mount \`proc\` to \`proc\`: Operation not permitted` };
  return null;
}
