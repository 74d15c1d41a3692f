import type { CommandResult } from '../../conformance/rig/command.js';
import type { DifferentialCase } from '../case.js';
import type { World } from '../world/world.js';

/** How a pull by the real program ended. */
export interface Pulled {
  readonly ok: boolean;
  /** It was still at it when the rig stopped it. */
  readonly stopped: boolean;
  readonly ms: number;
  /** What it said, for people. */
  readonly said: string;
}

/** One of the real programs. */
export interface Program {
  /** It keeps connections for further requests. */
  readonly pools: boolean;
  /** Before the prediction: daemons with the case's configuration, empty stores. `false`: its daemon does not start with it. */
  prepare(world: World, one: DifferentialCase): Promise<boolean>;
  /** The pull itself, stopped after `limitMs`. */
  pull(world: World, one: DifferentialCase, limitMs: number): Promise<Pulled>;
}

/** A pull that was one command. 124 is the answer of `timeout`, 137 that of a command that had to be killed. */
export function pulledBy({ code, ms, stdout, stderr }: CommandResult): Pulled {
  return { ok: code === 0, stopped: code === 124 || code === 137, ms, said: `${stdout}${stderr}`.slice(-800) };
}
