import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { untilPrinted } from './daemon.js';
import type { Namespace } from './namespace.js';

/** Writes its own process id down, then becomes the daemon: signals must reach it, not what entered the namespace. */
const WITH_PID = 'mkdir -p /run/rig && echo $$ >"$1" && shift && exec "$@"';

/** A daemon that one machine of the rig has for itself; it ends with the namespace at the latest. */
export class PrivateDaemon {
  readonly #machine: Namespace;
  readonly #process: ChildProcess;
  readonly #pidPath: string;

  private constructor(machine: Namespace, process: ChildProcess, pidPath: string) {
    this.#machine = machine;
    this.#process = process;
    this.#pidPath = pidPath;
  }

  /** Starts one and waits until it prints `ready`; null where it ends instead. `name` is good for a file name. */
  static async start(
    machine: Namespace,
    name: string,
    command: readonly [program: string, ...args: string[]],
    ready: RegExp,
  ): Promise<PrivateDaemon | null> {
    const pidPath = `/run/rig/${name}.pid`;
    const args = ['--pdeathsig', 'KILL', 'sh', '-c', WITH_PID, 'sh', pidPath, ...command];
    const process = machine.start('setpriv', args, { HOME: '/root' });
    const started = await untilPrinted(name, process, ready).then(
      () => true,
      () => false,
    );
    return started ? new PrivateDaemon(machine, process, pidPath) : null;
  }

  /** Sends SIGHUP and waits until it prints `done`. */
  async reload(done: RegExp): Promise<void> {
    const told = untilPrinted('the daemon after SIGHUP', this.#process, done);
    await this.#signal('HUP');
    await told;
  }

  /** Ends it as systemd does, and waits for that. */
  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    await this.#signal('TERM');
    await ended;
  }

  async #signal(name: 'HUP' | 'TERM'): Promise<void> {
    await this.#machine.mustRun('sh', ['-c', `kill -${name} "$(cat ${this.#pidPath})"`]);
  }
}
