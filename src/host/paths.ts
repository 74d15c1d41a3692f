import { posix } from 'node:path';

/** A dot or nothing between two slashes or at the end: most paths are asked for as they are, thousands of times. */
const NOT_NORMAL = /\/(?:\.{0,2}(?:\/|$))/;

/** An absolute path in its one form: no `.`/`..`, no doubled or trailing slash; a relative path counts from `/`. */
export function normalPath(path: string): string {
  if (path.startsWith('/') && !NOT_NORMAL.test(path)) return path;
  const normal = posix.normalize(path.startsWith('/') ? path : `/${path}`).replace(/^\/+/, '/');
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}

/** Directories above a normal path, nearest first: `/a/b/c` → `/a/b`, `/a`, `/`. */
export function ancestors(path: string): string[] {
  const above: string[] = [];
  for (let at = path; at !== '/'; ) {
    at = posix.dirname(at);
    above.push(at);
  }
  return above;
}

/** Halves of characters beyond the BMP: only with these does JavaScript's own order differ from that of the bytes. */
const SURROGATE = /[\ud800-\udfff]/;

/** Sorts names in place by their UTF-8 bytes, as Go's `os.ReadDir` does. */
export function sortNames(names: string[]): string[] {
  // A comparison of bytes takes a hundred times as long, and /usr/bin has thousands of names.
  if (!names.some((name) => SURROGATE.test(name))) return names.sort();
  return names.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
