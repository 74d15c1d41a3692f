import type { HostFiles, RunningProcess } from './host.js';
import { keepKnownWords } from './known/command-line.js';
import { redactUserInformation } from './user-information.js';

/** Larger ones are no command line and no environment of a daemon: the kernel allows 2 MiB for both together. */
const MAX_BYTES = 1024 * 1024;
/** Ticks of a second in /proc (USER_HZ): 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;
/** Fields of /proc/PID/stat after the name in brackets: `starttime` is the 22nd of all. */
const START_TIME_FIELD = 22 - 3;

/** Variables that decide how a daemon reaches registries; nothing else of its environment is kept. */
const VARIABLES = new Set([
  'HOME',
  'PATH',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GODEBUG',
  'RES_OPTIONS',
  'LOCALDOMAIN',
  'HOSTALIASES',
  'DOCKER_CONFIG',
  'DOCKER_DRIVER',
  'REGISTRY_AUTH_FILE',
  'CONTAINERS_CONF',
  'CONTAINERS_REGISTRIES_CONF',
  'XDG_CONFIG_HOME',
  'XDG_RUNTIME_DIR',
  'KUBECONFIG',
  'K3S_DATA_DIR',
  'K3S_CONFIG_FILE',
  'RKE2_DATA_DIR',
  'RKE2_CONFIG_FILE',
]);
/** Proxies, also under the prefix by which k3s and k0s hand them to their containerd. */
const PROXY_VARIABLE = /^(?:CONTAINERD_|K0S_)?(?:HTTPS?|NO|ALL)_PROXY$/i;

/** Flags whose value may be a secret; the name of a file with a secret in it is none. */
const SECRET_FLAG = /(?:token|passw|secret|credential|auth)(?!.*[-_](?:file|path|dir|mode|url)$)/i;

/** True for a variable that decides how a daemon reaches registries. */
export function isDaemonVariable(name: string): boolean {
  return VARIABLES.has(name) || PROXY_VARIABLE.test(name);
}

/** Arguments, start and environment of one process; what can't be read is empty or null. */
export function processDetails(
  files: HostFiles,
  pid: number,
  bootMs: number | null,
): Pick<RunningProcess, 'arguments' | 'startedMs' | 'environment'> {
  const words = zeroSeparated(files, `/proc/${pid}/cmdline`) ?? [];
  const environment = zeroSeparated(files, `/proc/${pid}/environ`);
  return {
    arguments: withoutSecrets(words.slice(1)),
    startedMs: startedMs(files, pid, bootMs),
    environment: environment === null ? null : Object.fromEntries(environment.flatMap(variable)),
  };
}

function zeroSeparated(files: HostFiles, path: string): string[] | null {
  const read = files.read(path);
  if (read.kind !== 'file' || read.bytes > MAX_BYTES) return null;
  return read.text.split('\0').slice(0, read.text.endsWith('\0') ? -1 : undefined);
}

function variable(assignment: string): [string, string][] {
  const sign = assignment.indexOf('=');
  const name = assignment.slice(0, Math.max(0, sign));
  return isDaemonVariable(name) ? [[name, assignment.slice(sign + 1)]] : [];
}

/** A flag with a secret goes as a whole, others keep their names; values of flags that nobody reads here are replaced. */
function withoutSecrets(words: readonly string[]): string[] {
  const bare = words.flatMap((word, index) => {
    const flag = /^--?([^=]+)/.exec(word)?.[1] ?? '';
    if (SECRET_FLAG.test(flag)) return [];
    const before = words[index - 1] ?? '';
    const isValue = !word.startsWith('-') && /^--?[^=]+$/.test(before) && SECRET_FLAG.test(before);
    return isValue ? [] : [redactUserInformation(word)];
  });
  return keepKnownWords(bare);
}

/** The name in brackets may hold anything, brackets too: what counts comes after the last one. */
function startedMs(files: HostFiles, pid: number, bootMs: number | null): number | null {
  const read = files.read(`/proc/${pid}/stat`);
  if (read.kind !== 'file' || bootMs === null) return null;
  const fields = read.text.slice(read.text.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[START_TIME_FIELD] ?? Number.NaN);
  return Number.isSafeInteger(ticks) ? bootMs + Math.round((ticks * 1000) / TICKS_PER_SECOND) : null;
}
