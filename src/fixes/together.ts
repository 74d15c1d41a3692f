import type { Finding } from '../findings/finding.js';
import type { Fix } from './fix.js';

/** A finding with its fixes. */
export interface Cured {
  readonly finding: Finding;
  readonly fixes: readonly Fix[];
}

/**
 * Fixes are whole new contents of today's files: two of them that write one file differently would undo each other. The later one says so: after
 * the first is in place, another check gives the second for the file as it is then.
 */
export function together(all: readonly Cured[]): Cured[] {
  const written = new Map<string, { readonly code: string; readonly content: string | null }>();
  return all.map(({ finding, fixes }) => {
    const changed = fixes.map((fix) => {
      const clash = fix.files.flatMap(({ path, content }) => {
        const earlier = written.get(path);
        return earlier === undefined || earlier.content === content || earlier.code === finding.code
          ? []
          : [{ path, ...earlier }];
      })[0];
      if (clash === undefined) return fix;
      const limit = `not together with the fix for ${clash.code}, which writes ${clash.path} too: use one, then run the check again`;
      return { ...fix, limits: [...fix.limits, limit] };
    });
    for (const { files } of fixes.slice(0, 1))
      for (const { path, content } of files) written.set(path, { code: finding.code, content });
    return { finding, fixes: changed };
  });
}
