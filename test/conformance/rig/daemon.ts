import type { ChildProcess } from 'node:child_process';

/** A daemon of the rig is ready in well under a second; this allows for a machine under load. */
const READY_TIMEOUT_MS = 30_000;
/** What is kept of a daemon's output for its error message. */
const KEPT_CHARACTERS = 4000;

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
