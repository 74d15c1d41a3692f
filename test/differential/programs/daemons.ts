import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { untilPrinted } from '../../conformance/rig/daemon.js';
import type { World } from '../world/world.js';

/** A daemon of one world that takes the next case's configuration by being started again. */
interface Running {
  readonly process: ChildProcess;
  /** What it was started with: the same again needs no restart. */
  readonly configuration: string;
}

/** Starts a daemon in the world's machine and waits until it is ready; null: it ends instead. It dies with its `nsenter`. */
export async function startDaemon(
  world: World,
  [command, ...args]: readonly [string, ...string[]],
  ready: RegExp,
): Promise<ChildProcess | null> {
  const daemon = world.machine.start('setpriv', ['--pdeathsig', 'KILL', command, ...args], { HOME: '/root' });
  const started = await untilPrinted(command, daemon, ready).then(
    () => true,
    () => false,
  );
  if (started) return daemon;
  await stop(daemon);
  return null;
}

/** The daemon of this name if it runs with this configuration. */
export function runningWith(world: World, name: string, configuration: string): boolean {
  const running = world.daemons.get(name) as Running | undefined;
  return running?.configuration === configuration && running.process.exitCode === null;
}

/** Remembers a daemon that has started. */
export function keepDaemon(world: World, name: string, process: ChildProcess, configuration: string): void {
  world.daemons.set(name, { process, configuration } satisfies Running);
}

/** Ends the daemon of this name, if there is one. */
export async function endDaemon(world: World, name: string): Promise<void> {
  const running = world.daemons.get(name) as Running | undefined;
  world.daemons.delete(name);
  if (running !== undefined) await stop(running.process);
}

async function stop(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return;
  const ended = once(daemon, 'exit');
  daemon.kill('SIGKILL');
  await ended;
}
