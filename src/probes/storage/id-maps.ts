import type { FoundProgram, IdRange, SubordinateIds } from '../../facts/storage.js';

/** How a map is written from outside, as containers/storage pkg/unshare/unshare_linux.go `Start` does. */
export interface IdMaps {
  readonly uid: readonly IdRange[];
  readonly gid: readonly IdRange[];
  /** null: written directly; else by these programs. */
  readonly tools: { readonly newuidmap: FoundProgram | null; readonly newgidmap: FoundProgram | null } | null;
}

/** The same ids inside as outside, for root that lacks SYS_ADMIN. */
export function identityMaps(uid: readonly IdRange[], gid: readonly IdRange[]): IdMaps {
  const same = ({ inside, count }: IdRange): IdRange => ({ inside, outside: inside, count });
  return { uid: uid.map(same), gid: gid.map(same), tools: null };
}

/** This user as root, then its subordinate ids one after the other. */
export function subordinateMaps(
  own: { readonly uid: number; readonly gid: number },
  ids: { readonly uid: SubordinateIds; readonly gid: SubordinateIds },
  tools: NonNullable<IdMaps['tools']>,
): IdMaps {
  return { uid: inARow(own.uid, ids.uid), gid: inARow(own.gid, ids.gid), tools };
}

function inARow(own: number, { ranges }: SubordinateIds): IdRange[] {
  let inside = 1;
  const rows = ranges.map(({ start, count }) => {
    const row = { inside, outside: start, count };
    inside += count;
    return row;
  });
  return [{ inside: 0, outside: own, count: 1 }, ...rows];
}
