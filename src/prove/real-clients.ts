import type { ProgramCall } from './run-program.js';

/** What a real pull is given. Paths are absolute. */
export interface RealPull {
  readonly reference: string;
  /** Scratch directory of this run alone; whatever the client writes goes there. */
  readonly scratch: string;
  readonly tlsVerify: boolean | null;
  /** File of credentials (containers-auth.json), or null for what the client finds. Secrets never become parameters. */
  readonly authFile: string | null;
  readonly certDirectory: string | null;
}

/** A real program that can pull without changing the machine: buildah, podman, skopeo, or crictl with a socket. */
export interface RealClient {
  /** Name as in the catalogue of clients. */
  readonly name: string;
  /** Absolute path of the program. */
  readonly program: string;
  /** The run that shows what the client does, with its own log of requests where it has one. */
  pull(pull: RealPull): Pick<ProgramCall, 'program' | 'parameters' | 'environment'>;
}

/** The real clients of this machine, in the order in which reports show them. */
export function realClients(): readonly RealClient[] {
  return [];
}
