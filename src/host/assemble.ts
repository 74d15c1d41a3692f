import type { Host, HostFiles, Platform } from './host.js';
import { resolverConfig } from './resolver-files.js';
import { rootFiles } from './root-files.js';

export interface AssembleOptions {
  /** Directory that is the looked-at machine's `/`. */
  readonly root: string;
  /** Environment of this process; counts only where the root is `/`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** User id of this process; counts only where the root is `/`. */
  readonly uid: number;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  /** In Node's words (`process.arch`): `x64`, `arm64`. */
  readonly architecture: string;
  /** Daemons on the machine; none where nobody looked. */
  readonly processes?: Host['processes'];
}

/** The machine under a root directory. Never throws; a root that can't be read gives an empty machine (`checkRoot` says so). */
export function assembleHost(options: AssembleOptions): Host {
  return assembleHostOver(rootFiles(options.root), options);
}

/**
 * The machine whose files are given. Under a root other than `/` the client's environment can't be seen:
 * node services run as root with little more than `HOME`.
 */
export function assembleHostOver(files: HostFiles, options: AssembleOptions): Host {
  const own = options.root === '/';
  const environment = own ? definedOnly(options.environment) : { HOME: '/root' };
  const uid = own ? options.uid : 0;
  return {
    files,
    environment,
    home: environment.HOME || homeOf(files, uid),
    uid,
    platform: platformOf(options.architecture),
    nowMs: options.nowMs,
    resolver: resolverConfig(files, environment),
    libc: libcOf(files),
    processes: options.processes ?? [],
  };
}

function definedOnly(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Directory of the passwd entry with this user id; `/` without one, as runtimes set it for unknown users. */
function homeOf(files: HostFiles, uid: number): string {
  const passwd = files.read('/etc/passwd');
  const lines = passwd.kind === 'file' ? passwd.text.split('\n') : [];
  const entry = lines.map((line) => line.split(':')).find((columns) => columns[2] === String(uid));
  return entry?.[5] || '/';
}

/** Node's name → GOARCH, with the variant that Go clients ask for on it. */
const PLATFORMS: Readonly<Record<string, readonly [architecture: string, variant: string | null]>> = {
  x64: ['amd64', null],
  arm64: ['arm64', 'v8'],
  arm: ['arm', 'v7'],
  ia32: ['386', null],
  ppc64: ['ppc64le', null],
  mips64el: ['mips64le', null],
};

/** The platform in the words of image manifests for `process.arch`; other names are the same in both worlds. */
export function platformOf(architecture: string): Platform {
  const [name, variant] = PLATFORMS[architecture] ?? [architecture, null];
  return { os: 'linux', architecture: name, variant };
}

const MUSL_LOADER = /^ld-musl-.+\.so\.1$/;
const GLIBC_LOADER = /^(?:ld-linux.*|ld64)\.so\.\d$/;
/** Alpine's gcompat brings a loader of glibc's name along. */
const GLIBC_ON_MUSL = 'libgcompat.so.0';

/** The C library that programs are linked against here, by the loaders that exist. */
function libcOf(files: HostFiles): Host['libc'] {
  const names = ['/lib', '/lib64'].flatMap((path) => {
    const listed = files.list(path);
    return listed.kind === 'directory' ? listed.names : [];
  });
  const musl = names.some((name) => MUSL_LOADER.test(name));
  const glibc = names.some((name) => GLIBC_LOADER.test(name)) && !names.includes(GLIBC_ON_MUSL);
  // Both: Debian's `musl` package beside the system's own glibc.
  if (glibc) return 'glibc';
  return musl ? 'musl' : 'none';
}
