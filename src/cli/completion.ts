import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Written by the build, one file a shell. */
const SCRIPTS = join(dirname(fileURLToPath(import.meta.url)), 'completion');

/** Prints the completion for a shell; gives the exit code. The script calls nothing when it completes. @param shell `bash`, `zsh` or `fish`. */
export async function completion(shell: string): Promise<number> {
  process.stdout.write(await readFile(join(SCRIPTS, shell), 'utf8'));
  return 0;
}
