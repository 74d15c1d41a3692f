import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** A daemon of the rig is ready in well under a second; this allows for a machine under load. */
const READY_TIMEOUT_MS = 30_000;
/** What is kept of a daemon's output for its error message. */
const KEPT_CHARACTERS = 4000;
/** How the kernel writes the state of a listening socket (proc_pid_net(5)). */
const LISTEN = '0A';
const LOOK_MS = 10;

/** Waits until a daemon prints (stdout or stderr) what shows that it is ready; rejects with its output if it ends or stays silent. */
export async function untilPrinted(name: string, daemon: ChildProcess, ready: RegExp): Promise<void> {
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer);
      reject(new Error(`${name} ${why}: ${printed}`));
    };
    const timer = setTimeout(() => fail('is not ready'), READY_TIMEOUT_MS);
    const read = (chunk: Buffer) => {
      printed = (printed + chunk).slice(-KEPT_CHARACTERS);
      if (!ready.test(printed)) return;
      clearTimeout(timer);
      resolve();
    };
    daemon.stdout?.on('data', read);
    daemon.stderr?.on('data', read);
    daemon.once('exit', (code) => fail(`ended with code ${code}`));
    daemon.once('error', (error) => fail(error.message));
  });
}

/** Waits until a process listens on a TCP port in its own network namespace; throws with what it printed where it ends first or takes too long. */
export async function untilListening(name: string, daemon: ChildProcess, port: number): Promise<void> {
  let printed = '';
  daemon.stderr?.on('data', (chunk: Buffer) => {
    printed = (printed + chunk).slice(-KEPT_CHARACTERS);
  });
  const listening = new RegExp(`:${port.toString(16).toUpperCase().padStart(4, '0')} [0-9A-F]+:0000 ${LISTEN} `);
  const since = performance.now();
  for (;;) {
    const tables = await Promise.all(
      ['tcp', 'tcp6'].map((table) => readFile(`/proc/${daemon.pid}/net/${table}`, 'utf8').catch(() => '')),
    );
    if (tables.some((table) => listening.test(table))) return;
    if (daemon.exitCode !== null) throw new Error(`${name} ended with code ${daemon.exitCode}: ${printed}`);
    if (performance.now() - since > READY_TIMEOUT_MS) throw new Error(`${name} is not ready: ${printed}`);
    await sleep(LOOK_MS);
  }
}
