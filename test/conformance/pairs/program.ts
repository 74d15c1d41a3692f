/** How a real pull ended. */
export interface Pulled {
  readonly ok: boolean;
  readonly said: string;
}

/** A real program on one machine of the rig, with its daemon if it has one. */
export interface RealProgram {
  /** Starts the daemon with the files that are there. */
  start(): Promise<void>;
  /** Pulls with no image in its store. `printed` are lines of the report that name flags or whole commands. */
  pull(reference: string, printed: readonly string[]): Promise<Pulled>;
  /** Does what `systemctl` was asked for on this machine: `reload docker`. */
  carryOut(asked: string): Promise<void>;
}

/** For programs without a daemon: nothing to start, nothing to tell. */
export const NO_DAEMON: Pick<RealProgram, 'start' | 'carryOut'> = {
  start: async () => undefined,
  carryOut: async (asked) => {
    throw new Error(`there is no daemon for systemctl ${asked}`);
  },
};
