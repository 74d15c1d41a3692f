import { normalPath } from '../host/paths.js';

/** The kernel's limits, bytes: PATH_MAX and NAME_MAX. */
const MAX_PATH_BYTES = 4096;
const MAX_NAME_BYTES = 255;
/** Where the kernel shows itself and its devices: no configuration lies there. */
const NOT_FILES = /^\/(?:proc|sys|dev)(?:\/|$)/;
const CONTROL = /\p{Cc}/u;

/** Why nothing is written under a path, in words that follow it; null: nothing is wrong with the path itself. */
export function wrongWith(path: string): string | null {
  if (CONTROL.test(path)) return 'has control characters in its name';
  if (!path.startsWith('/') || path === '/' || normalPath(path) !== path) return 'is no plain absolute path';
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) return 'is longer than paths can be';
  if (path.split('/').some((part) => Buffer.byteLength(part) > MAX_NAME_BYTES)) return 'is longer than names can be';
  if (NOT_FILES.test(path)) return "is the kernel's, not a file of configuration";
  return null;
}
