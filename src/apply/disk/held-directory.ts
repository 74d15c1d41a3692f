import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readlinkSync,
} from 'node:fs';
import { posix } from 'node:path';
import { errno, errorCode } from '../../host/errno.js';

const OPEN = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/** A directory held open: what is done in it happens there, whatever somebody else has made of its path by then. Throws errno errors. */
export class HeldDirectory {
  readonly #descriptor: number;
  readonly #path: string;

  private constructor(descriptor: number, path: string) {
    this.#descriptor = descriptor;
    this.#path = path;
  }

  /** @param path without links in it. ELOOP: there is one by now. */
  static open(path: string): HeldDirectory {
    const descriptor = openSync(path, OPEN);
    const opened = pathOf(descriptor);
    if (opened === null || opened === path) return new HeldDirectory(descriptor, path);
    closeSync(descriptor);
    throw errno('ELOOP');
  }

  /** A path of something in it, for calls that take paths. Where /proc is not there, the plain one. */
  at(name: string): string {
    return pathOf(this.#descriptor) === null
      ? posix.join(this.#path, name)
      : `/proc/self/fd/${this.#descriptor}/${name}`;
  }

  get owner(): { readonly uid: number; readonly gid: number } {
    const { uid, gid } = fstatSync(this.#descriptor);
    return { uid, gid };
  }

  /**
   * A directory in it, which is made where there is none, with its owner where this process may give files away.
   * @param mode of a new one, whatever the umask.
   */
  below(name: string, mode: number): { readonly directory: HeldDirectory; readonly made: boolean } {
    let made = true;
    try {
      mkdirSync(this.at(name), mode);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
      made = false;
    }
    const descriptor = openSync(this.at(name), OPEN);
    if (made) {
      if (process.geteuid?.() === 0) fchownSync(descriptor, this.owner.uid, this.owner.gid);
      fchmodSync(descriptor, mode);
    }
    return { directory: new HeldDirectory(descriptor, posix.join(this.#path, name)), made };
  }

  /** What was moved into it survives a loss of power. */
  sync(): void {
    fsyncSync(this.#descriptor);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

function pathOf(descriptor: number): string | null {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return null;
  }
}
