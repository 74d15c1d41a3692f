import type { HostFiles, RunningProcess } from './host.js';
import { processDetails } from './process-details.js';

/** Daemons that pull images, and those that start them; everything else on a machine is nobody's business here. */
export const DAEMONS: readonly string[] = [
  'containerd',
  'dockerd',
  'k3s',
  'k3s-server',
  'k3s-agent',
  'rke2',
  'k0s',
  'crio',
  'buildkitd',
  'kubelet',
  'kube-controller-manager',
];

/** Entries of /proc looked at: the kernel's default pid_max; a machine with more has larger troubles. */
const MAX_ENTRIES = 32_768;
/** The kernel cuts the name of a process after so many characters (TASK_COMM_LEN without its zero). */
const COMM_CHARACTERS = 15;

/** What a container runtime puts into the cgroup path of a container's processes: the container's name in it. */
const CONTAINER = /(?:docker[-/]|cri-containerd[-:]|crio-|libpod-|kubepods[^\n]*\/)[0-9a-f][0-9a-f-]{11,}/;

/**
 * The daemons running on a machine, by its /proc, in the order of their process ids. Those of containers on it are left out: they belong to
 * another machine (a kind node's containerd, seen from the host). Never throws; what can't be read is null or missing.
 */
export function runningProcesses(files: HostFiles): readonly RunningProcess[] {
  const listed = files.list('/proc');
  if (listed.kind !== 'directory') return [];
  const own = containerOf(files, 1);
  const ids = listed.names
    .slice(0, MAX_ENTRIES)
    .filter((name) => /^[1-9]\d{0,9}$/.test(name))
    .map(Number);
  const bootMs = bootTimeMs(files);
  return ids
    .sort((a, b) => a - b)
    .flatMap((pid): RunningProcess[] => {
      const comm = files.read(`/proc/${pid}/comm`);
      const short = comm.kind === 'file' ? comm.text.trimEnd() : '';
      const name = DAEMONS.find((daemon) => daemon.slice(0, COMM_CHARACTERS) === short);
      if (name === undefined || containerOf(files, pid) !== own) return [];
      return [{ name, pid, ...processDetails(files, pid, bootMs) }];
    });
}

/** Name of the container that a process is in, as far as its cgroup tells; null for none. */
function containerOf(files: HostFiles, pid: number): string | null {
  const read = files.read(`/proc/${pid}/cgroup`);
  return read.kind === 'file' ? (CONTAINER.exec(read.text)?.[0] ?? null) : null;
}

/** When the machine was started, milliseconds since the epoch (`btime` of /proc/stat); null where it doesn't say. */
function bootTimeMs(files: HostFiles): number | null {
  const read = files.read('/proc/stat');
  const seconds = read.kind === 'file' ? /^btime (\d{1,12})$/m.exec(read.text)?.[1] : undefined;
  return seconds === undefined ? null : Number(seconds) * 1000;
}
