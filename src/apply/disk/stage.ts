import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { posix } from 'node:path';
import { errorCode } from '../../host/errno.js';
import { type Change, modeOf } from '../change.js';
import { HeldDirectory } from './held-directory.js';
import type { There } from './place.js';

/** Nobody guesses it; no client reads names that end so. */
const NAME_BYTES = 8;
const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
const DIRECTORY_MODE = 0o755;
const PRIVATE_MODE = 0o600;

/** Something else is there than what was looked at. */
export class ChangedMeanwhile extends Error {}

/** A change with its new content beside its place, so that what is left to do is one step. */
export class Staged {
  readonly change: Change;
  /** Real paths of the directories that were made for it, the outermost first. */
  readonly madeDirectories: readonly string[];
  readonly #directory: HeldDirectory;
  readonly #beside: string | null;

  private constructor(change: Change, directory: HeldDirectory, made: readonly string[], beside: string | null) {
    this.change = change;
    this.madeDirectories = made;
    this.#directory = directory;
    this.#beside = beside;
  }

  /** Makes what is missing above the file and writes its content beside it. Throws errno errors and `ChangedMeanwhile`; nothing of it is left then. */
  static prepare(change: Change): Staged {
    const { place } = change;
    const made: string[] = [];
    let directory = HeldDirectory.open(place.directory);
    try {
      let path = place.directory;
      for (const name of place.missing) {
        const below = directory.below(name, DIRECTORY_MODE);
        path = posix.join(path, name);
        if (below.made) made.push(path);
        directory.close();
        directory = below.directory;
      }
      requireSame(directory.at(place.name), place.there);
      return new Staged(change, directory, made, change.content === null ? null : besides(change, directory));
    } catch (error) {
      directory.close();
      removeDirectories(made);
      throw error;
    }
  }

  /** Puts the new content in its place in one step. Throws errno errors and `ChangedMeanwhile`. */
  carryOut(): void {
    const { place } = this.change;
    const target = this.#directory.at(place.name);
    requireSame(target, place.there);
    if (this.#beside === null) unlinkSync(target);
    else if (place.there.kind === 'nothing') putNew(this.#directory.at(this.#beside), target);
    else renameSync(this.#directory.at(this.#beside), target);
    this.#directory.sync();
  }

  /** Takes away what `prepare` left beside the place; directories that it made only where nothing was put in them. */
  end(): void {
    if (this.#beside !== null) rmSync(this.#directory.at(this.#beside), { force: true });
    this.#directory.close();
    removeDirectories(this.madeDirectories);
  }
}

/** Gives the name of the file beside the place. */
function besides(change: Change, directory: HeldDirectory): string {
  const name = `.regdoctor-${randomBytes(NAME_BYTES).toString('hex')}.tmp`;
  const { there } = change.place;
  const descriptor = openSync(directory.at(name), NEW_FILE, PRIVATE_MODE);
  try {
    writeFileSync(descriptor, change.content ?? '');
    const owner = there.kind === 'file' ? there.stats : process.geteuid?.() === 0 ? directory.owner : null;
    if (owner !== null) fchownSync(descriptor, owner.uid, owner.gid);
    fchmodSync(descriptor, modeOf(change));
    fsyncSync(descriptor);
    return name;
  } catch (error) {
    rmSync(directory.at(name), { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** A link is refused where a file has appeared meanwhile; a move would take its place. Some file systems have no links. */
function putNew(beside: string, target: string): void {
  try {
    linkSync(beside, target);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw new ChangedMeanwhile();
    renameSync(beside, target);
  }
}

function requireSame(path: string, there: There): void {
  const now = lstatSync(path, { throwIfNoEntry: false });
  if (now === undefined) {
    if (there.kind === 'nothing') return;
    throw new ChangedMeanwhile();
  }
  if (there.kind === 'nothing') throw new ChangedMeanwhile();
  const { stats } = there;
  const same =
    now.ino === stats.ino && now.dev === stats.dev && now.ctimeMs === stats.ctimeMs && now.size === stats.size;
  if (!same || (there.kind === 'link' && readlinkSync(path) !== there.target)) throw new ChangedMeanwhile();
}

function removeDirectories(paths: readonly string[]): void {
  try {
    for (const path of paths.toReversed()) rmdirSync(path);
  } catch {
    // Something is in it: it stays, and so does what is above it.
  }
}
