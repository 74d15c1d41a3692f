import type { CommandOptions, CommandResult } from '../../conformance/rig/command.js';
import type { Workshop } from './workshop.js';

/** How a container is run. */
export interface ContainerOptions extends Omit<CommandOptions, 'env'> {
  /** More flags of `podman run`. The network is none unless they name one. */
  readonly flags?: readonly string[];
}

/** Flags of a pod under the restricted level of Pod Security with a read-only root, as podman calls them. */
export const RESTRICTED = [
  '--read-only',
  '--tmpfs',
  '/tmp',
  '--cap-drop',
  'all',
  '--security-opt',
  'no-new-privileges',
];

/** Flags for a user that the image doesn't know. podman would add a line to /etc/passwd, which a kubelet doesn't. */
export const UNKNOWN_USER = ['--user', '4242:4242', '--passwd=false'];

/** Runs a command in a fresh container of an image to its end, as `kubectl run IMAGE -- COMMAND` would. */
export async function runContainer(
  workshop: Workshop,
  image: string,
  command: readonly string[],
  { flags = [], ...options }: ContainerOptions = {},
): Promise<CommandResult> {
  const network = flags.some((flag) => /^--net(work)?(=|$)/.test(flag)) ? [] : ['--network', 'none'];
  // podman would make /run, /tmp and /var/tmp writable in a read-only container; a kubelet does not.
  const readOnly = flags.includes('--read-only') ? ['--read-only-tmpfs=false'] : [];
  return workshop.run('podman', ['run', '--rm', ...network, ...readOnly, ...flags, image, ...command], options);
}
