import { readFileSync, rmSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shellWord } from '../text/shell.js';
import { runProgram } from './run-program.js';

/** Removing what a program unpacked may take so long, milliseconds. */
const REMOVE_MS = 10_000;
/** Files counted in one look; an image of more is more than is fetched here. */
const MOST_FILES = 20_000;

/** What is mounted where, for this process (proc_pid_mountinfo(5)). */
const MOUNTS = '/proc/self/mountinfo';

/** A directory that nobody else can read, for all that the programs of one run write. */
export class Scratch {
  readonly path: string;
  readonly #secretFiles: string[] = [];

  private constructor(path: string) {
    this.path = path;
    process.once('exit', this.#removeNow);
  }

  /** Whatever ends this process by itself: the files of accounts go, and the rest as far as it can be removed at once. */
  readonly #removeNow = (): void => {
    for (const path of [...this.#secretFiles, ...(isMountedBelow(this.path, mountsNow()) ? [] : [this.path])]) {
      try {
        rmSync(path, { recursive: true, force: true });
      } catch {
        // Nobody is left to be told.
      }
    }
  };

  /** Makes it where temporary files go (`TMPDIR`, else /tmp). Throws where nothing can be written there. */
  static async make(): Promise<Scratch> {
    return new Scratch(await mkdtemp(join(tmpdir(), 'regdoctor-')));
  }

  /** Makes a directory of this name in it and gives its path. */
  async directory(name: string): Promise<string> {
    const path = join(this.path, name);
    await mkdir(path, { mode: 0o700 });
    return path;
  }

  /** Writes a file that only this user can read and gives its path. */
  async secretFile(name: string, content: string): Promise<string> {
    const path = join(this.path, name);
    this.#secretFiles.push(path);
    await writeFile(path, content, { mode: 0o600, flag: 'wx' });
    return path;
  }

  /**
   * Removes all of it. Null when it is gone; else one sentence with the line that removes the rest. Nothing is removed while something is mounted
   * below: that may be somebody's data.
   * @param unshare a program whose `unshare` enters the user namespace in which files were unpacked, or null.
   */
  async remove(unshare: string | null): Promise<string | null> {
    const { path } = this;
    process.off('exit', this.#removeNow);
    if (!isMountedBelow(path, await readFile(MOUNTS, 'utf8').catch(() => ''))) {
      if (await isRemoved(path)) return null;
      const clean = (program: string, parameters: readonly string[]) =>
        runProgram({ program, parameters, timeoutMs: REMOVE_MS, signal: new AbortController().signal });
      // Layers hold directories that even their owner may not write to, and files of ids that only a user namespace reaches.
      await clean('chmod', ['-R', 'u+rwX', '--', path]);
      if (await isRemoved(path)) return null;
      if (unshare !== null) await clean(unshare, ['unshare', 'rm', '-rf', '--', path]);
      if (await isRemoved(path)) return null;
    }
    return `a scratch directory could not be removed: rm -rf ${shellWord(path)}`;
  }
}

function isMountedBelow(path: string, mounts: string): boolean {
  return mounts.includes(` ${path}/`);
}

function mountsNow(): string {
  try {
    return readFileSync(MOUNTS, 'utf8');
  } catch {
    return '';
  }
}

async function isRemoved(path: string): Promise<boolean> {
  return rm(path, { recursive: true, force: true }).then(
    () => true,
    () => false,
  );
}

/** Bytes of the files below a directory; stops counting above `most`. What goes away meanwhile counts for nothing. */
export async function bytesBelow(directory: string, most: number): Promise<number> {
  let bytes = 0;
  let files = 0;
  const waiting = [directory];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    for (const entry of await readdir(path, { withFileTypes: true }).catch(() => [])) {
      const below = join(path, entry.name);
      if (entry.isDirectory()) waiting.push(below);
      else bytes += (await lstat(below).catch(() => null))?.size ?? 0;
      files += 1;
      if (bytes > most || files > MOST_FILES) return bytes;
    }
  }
  return bytes;
}
