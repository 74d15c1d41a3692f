import { posix } from 'node:path';
import type { Place } from './disk/place.js';

/** One file as it is to become. */
export interface Change {
  /** As the machine under the root sees it. */
  readonly path: string;
  readonly place: Place;
  /** Whole new content; null: it goes. */
  readonly content: Buffer | null;
}

/** A new file is for everybody to read, unless it holds logins. */
const MODE = 0o644;
const LOGIN_MODE = 0o600;
const LOGIN_FILE = /(?:^|\/)(?:auth\.json|config\.json|\.dockercfg)$/;
const PERMISSIONS = 0o7777;

/** Rights of the file after the change: those that it had, else by what it is. */
export function modeOf({ path, place: { there } }: Change): number {
  if (there.kind === 'file') return there.stats.mode & PERMISSIONS;
  return LOGIN_FILE.test(path) ? LOGIN_MODE : MODE;
}

/** Where the change lands on this machine, links followed: two names may lead to one file. */
export function realPathOf({ place: { directory, missing, name } }: Pick<Change, 'place'>): string {
  return posix.join(directory, ...missing, name);
}
