import { randomBytes } from 'node:crypto';
import { chmodSync, lchownSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import { shellWord } from '../../text/shell.js';
import { type Change, realPathOf } from '../change.js';
import { HeldDirectory } from './held-directory.js';
import { placeUnder } from './place.js';

/** Backups of login files hold logins. */
const PRIVATE_DIRECTORY = 0o700;
const PRIVATE_FILE = 0o600;
const NAME_BYTES = 3;
const UNDO = 'undo.sh';
const PERMISSIONS = 0o7777;

/** Where backups go: below the root, or a directory of this machine. */
export type BackupPlace = { readonly belowRoot: string } | { readonly here: string };

/** What is kept of one run. */
export class Backup {
  readonly directory: string;
  readonly #base: string;
  readonly #nowMs: number;

  /** Makes a directory of this run's own that nobody else may read. Throws errno errors. @param base the root, without links in its path. */
  constructor(base: string, place: BackupPlace, nowMs: number) {
    const above = 'here' in place ? made(place.here) : madeBelow(base, place.belowRoot);
    const time = new Date(nowMs)
      .toISOString()
      .replace(/\.\d+Z$/, 'Z')
      .replaceAll(':', '-');
    this.directory = posix.join(above, `${time}-${randomBytes(NAME_BYTES).toString('hex')}`);
    this.#base = base;
    this.#nowMs = nowMs;
    mkdirSync(this.directory, { mode: PRIVATE_DIRECTORY });
  }

  /** Keeps what is in a place: bytes, mode and owner. */
  keep(change: Change): void {
    const { there } = change.place;
    if (there.kind === 'nothing') return;
    const kept = posix.join(this.directory, 'files', this.#below(change));
    mkdirSync(posix.dirname(kept), { recursive: true, mode: PRIVATE_DIRECTORY });
    if (there.kind === 'link') symlinkSync(there.target, kept);
    else {
      writeFileSync(kept, there.bytes, { flag: 'wx', mode: PRIVATE_FILE, flush: true });
      chmodSync(kept, there.stats.mode & PERMISSIONS);
    }
    if (process.geteuid?.() === 0) lchownSync(kept, there.stats.uid, there.stats.gid);
  }

  /** Writes the script that takes changes back, and gives the line that runs it. @param directories real paths of those that were made, the outermost first. */
  writeUndo(changes: readonly Change[], directories: readonly string[]): string {
    const lines = [
      '#!/bin/sh',
      `# Takes back what regdoctor apply did at ${new Date(this.#nowMs).toISOString()}.`,
      '# Programs that were told to read the files again have to be told once more. Where the root is mounted elsewhere by then: sh undo.sh ROOT',
      'set -eu',
      'kept=$(cd "$(dirname "$0")" && pwd)/files',
      ['root=', '${1-', this.#base === '/' ? '' : shellWord(this.#base), '}'].join(''),
      ...changes.map((change) => {
        const path = shellWord(`/${this.#below(change)}`);
        return change.place.there.kind === 'nothing' ? `rm -f "$root"${path}` : `cp -a "$kept"${path} "$root"${path}`;
      }),
      ...directories
        .toReversed()
        .map((path) => `rmdir "$root"${shellWord(`/${posix.relative(this.#base, path)}`)} 2>/dev/null || true`),
    ];
    const script = posix.join(this.directory, UNDO);
    writeFileSync(script, `${lines.join('\n')}\n`, { mode: PRIVATE_FILE, flush: true });
    return `sh ${shellWord(script)}`;
  }

  /** Nothing was written: nothing is kept. */
  discard(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  #below(change: Change): string {
    return posix.relative(this.#base, realPathOf(change));
  }
}

function made(path: string): string {
  mkdirSync(path, { recursive: true, mode: PRIVATE_DIRECTORY });
  return realpathSync(path);
}

/** Below a root whose links may lead anywhere: made as files are. */
function madeBelow(base: string, path: string): string {
  const place = placeUnder(base, posix.join(path, 'x'), false);
  if ('error' in place) throw new Error(`${path} ${place.error}`);
  let directory = HeldDirectory.open(place.directory);
  let real = place.directory;
  try {
    for (const name of place.missing) {
      const { directory: next } = directory.below(name, PRIVATE_DIRECTORY);
      directory.close();
      directory = next;
      real = posix.join(real, name);
    }
    return real;
  } finally {
    directory.close();
  }
}
