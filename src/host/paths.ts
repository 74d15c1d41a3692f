import { posix } from 'node:path';

/** An absolute path in its one form: no `.`/`..`, no doubled or trailing slash; a relative path counts from `/`. */
export function normalPath(path: string): string {
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

/** Sorts names in place by their UTF-8 bytes, as Go's `os.ReadDir` does (JavaScript's own order differs beyond the BMP). */
export function sortNames(names: string[]): string[] {
  return names.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
