import type { CommandOptions, CommandResult } from '../../conformance/rig/command.js';
import type { Workshop } from '../support/workshop.js';

/** What containerd gives a container beyond what podman does (`pkg/oci/spec.go`, defaultUnixCaps). */
const CAPABILITIES_OF_PODS = ['AUDIT_WRITE', 'MKNOD', 'NET_RAW'];

/** Flags of a plain pod: containerd's capabilities, and Kubernetes' own default for seccomp, which is none. */
export const PLAIN_POD = ['--security-opt', 'seccomp=unconfined', '--cap-add', CAPABILITIES_OF_PODS.join(',')];

/** A container of the image that stays, to run commands in one after the other, as a person in a shell of it does. */
export class Pod {
  readonly #workshop: Workshop;
  readonly #id: string;

  private constructor(workshop: Workshop, id: string) {
    this.#workshop = workshop;
    this.#id = id;
  }

  /** Starts one with these flags of `podman run`. */
  static async start(workshop: Workshop, image: string, flags: readonly string[]): Promise<Pod> {
    const id = await workshop.mustRun('podman', ['run', '--detach', ...flags, image, 'sleep', 'infinity']);
    return new Pod(workshop, id.trim());
  }

  /** Runs a command inside as the pod's user; `env` is added to the image's. */
  async run(command: readonly string[], { env = {}, ...options }: CommandOptions = {}): Promise<CommandResult> {
    const variables = Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
    return this.#workshop.run('podman', ['exec', ...variables, this.#id, ...command], options);
  }

  /** Pastes lines into a shell inside; throws with what it printed where one fails. */
  async paste(lines: string): Promise<void> {
    await this.#workshop.mustRun('podman', ['exec', this.#id, 'sh', '-ec', lines]);
  }

  /** Ends it, its processes and its volumes. */
  async end(): Promise<void> {
    await this.#workshop.mustRun('podman', ['rm', '--force', '--volumes', '--time', '0', this.#id]);
  }
}
