import { execFile } from 'node:child_process';
import type { Client, ClientVersion } from '../clients/client.js';

/** A program that doesn't print its version in this time (ms) is judged by the assumed one. */
const VERSION_TIMEOUT_MS = 3000;
/** No program prints more than a few lines. */
const MAX_OUTPUT_BYTES = 16_384;

/** The version a program on this machine prints, or the assumed one. Runs nothing where the files looked at are another machine's. */
export async function versionOf(
  client: Client,
  options: { readonly root: string; readonly installed: boolean },
): Promise<ClientVersion> {
  const assumed: ClientVersion = { text: client.assumedVersion, from: 'assumed' };
  if (client.versionCommand === null || !options.installed || options.root !== '/') return assumed;
  const [program, ...parameters] = client.versionCommand;
  const text = client.parseVersion(await printed(program, parameters));
  return text === null ? assumed : { text, from: 'program' };
}

/** What a program prints on both streams, whatever its exit code; nothing where it can't be started. Node's own function: a library for it takes longer to load than the program to run. */
function printed(program: string, parameters: readonly string[]): Promise<string> {
  // The account that somebody gave to regdoctor is no other program's business.
  const { REGDOCTOR_CREDS: _, ...env } = process.env;
  return new Promise((resolve) => {
    const options = { env, timeout: VERSION_TIMEOUT_MS, killSignal: 'SIGKILL', maxBuffer: MAX_OUTPUT_BYTES } as const;
    const child = execFile(program, parameters, options, (_error, stdout, stderr) => resolve(stdout + stderr));
    child.stdin?.end();
  });
}
