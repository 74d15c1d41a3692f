import type { ClientFlags } from '../clients/client.js';

/** What a real pull is given. Paths are absolute. */
export interface RealPull {
  readonly reference: string;
  /** Scratch directory of this run alone; whatever the client writes goes there. It exists. */
  readonly scratch: string;
  /** As given to the client; null: not given. */
  readonly tlsVerify: boolean | null;
  /** File of credentials (containers-auth.json), or null for what the client finds. Secrets never become parameters. */
  readonly authFile: string | null;
  readonly certDirectory: string | null;
  /** Platform to choose from an index; null or left out: this machine's. */
  readonly platform?: ClientFlags['platform'];
  /** True: nobody's login is used. Only skopeo has a flag for it; left out: whatever the client finds. */
  readonly anonymous?: boolean;
}

/** Words behind the program, and what is added to its environment. */
export interface CommandLine {
  readonly parameters: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Storage of its own, copied layer by layer: works on any file system and needs no mount. Files of other owners count as the user's
 * own where no ids are mapped, because nobody runs this image (containers-storage.conf(5), storage/drivers/vfs).
 */
const STORAGE = ['--storage-driver', 'vfs', '--storage-opt', 'vfs.ignore_chown_errors=true'] as const;

/** `buildah pull` into the scratch directory, with its debug log (buildah(1), buildah-pull(1)). */
export function buildahPull(pull: RealPull): CommandLine {
  const { scratch } = pull;
  return {
    parameters: [
      ...['--root', `${scratch}/root`, '--runroot', `${scratch}/run`, ...STORAGE, '--log-level', 'debug', 'pull'],
      ...toolFlags(pull, ''),
      ...platformFlags(pull),
      pull.reference,
    ],
    environment: { TMPDIR: scratch, XDG_DATA_HOME: `${scratch}/data` },
  };
}

/**
 * `podman pull` into the scratch directory, with its debug log (podman(1), podman-pull(1)). Neither a remote service, systemd nor the
 * journal is told of it.
 */
export function podmanPull(pull: RealPull): CommandLine {
  const { scratch } = pull;
  return {
    parameters: [
      // podman takes no --runroot of more than 50 characters: its sockets lie below.
      ...['--remote=false', '--root', `${scratch}/root`, '--runroot', `${scratch}/r`, '--tmpdir', `${scratch}/tmp`],
      ...['--cgroup-manager', 'cgroupfs', '--events-backend', 'none', ...STORAGE, '--log-level', 'debug', 'pull'],
      ...toolFlags(pull, ''),
      ...platformFlags(pull),
      pull.reference,
    ],
    environment: { TMPDIR: scratch, XDG_DATA_HOME: `${scratch}/data` },
  };
}

/** `skopeo copy` into a directory, with its debug log (skopeo(1), skopeo-copy(1)). Needs no user namespace and no storage. */
export function skopeoCopy(pull: RealPull): CommandLine {
  const { platform, scratch } = pull;
  const anonymous = pull.anonymous === true ? ['--src-no-creds'] : [];
  const override =
    platform == null
      ? []
      : [
          ...['--override-os', platform.os, '--override-arch', platform.architecture],
          ...(platform.variant === null ? [] : ['--override-variant', platform.variant]),
        ];
  return {
    parameters: [
      ...['--debug', ...override, 'copy', ...anonymous, ...toolFlags(pull, 'src-')],
      ...[`docker://${pull.reference}`, `dir:${scratch}/image`],
    ],
    environment: { TMPDIR: scratch, XDG_DATA_HOME: `${scratch}/data` },
  };
}

function toolFlags({ tlsVerify, authFile, certDirectory }: RealPull, prefix: '' | 'src-'): string[] {
  return [
    ...(tlsVerify === null ? [] : [`--${prefix}tls-verify=${tlsVerify}`]),
    ...(authFile === null ? [] : [`--${prefix}authfile`, authFile]),
    ...(certDirectory === null ? [] : [`--${prefix}cert-dir`, certDirectory]),
  ];
}

function platformFlags({ platform }: RealPull): string[] {
  if (platform == null) return [];
  const { os, architecture, variant } = platform;
  return ['--os', os, '--arch', architecture, ...(variant === null ? [] : ['--variant', variant])];
}
