import { writeFile } from 'node:fs/promises';
import type { Attempt, FoundProgram, IdRange, SubordinateIds } from '../../facts/storage.js';
import { cleanText } from '../../text/clean.js';

/** newuidmap writes one line to /proc. */
const TOOL_MS = 5000;
const MAX_CHARACTERS = 300;
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

/** Gives the process in a new user namespace its ids, groups first. The error names the program that refused. */
export async function writeMaps(pid: number, { uid, gid, tools }: IdMaps): Promise<Attempt> {
  for (const [name, ranges] of [
    ['newgidmap', gid],
    ['newuidmap', uid],
  ] as const) {
    const file = `/proc/${pid}/${name === 'newgidmap' ? 'gid_map' : 'uid_map'}`;
    const error = tools === null ? await writeDirectly(file, ranges) : await byTool(tools[name], name, pid, ranges);
    if (error !== null) return { outcome: 'failed', says: error };
  }
  return { outcome: 'ok', says: null };
}

async function writeDirectly(file: string, ranges: readonly IdRange[]): Promise<string | null> {
  const text = ranges.map(({ inside, outside, count }) => `${inside} ${outside} ${count}\n`).join('');
  try {
    await writeFile(file, text);
    return null;
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown error';
    return `write to ${file.split('/').at(-1)}: ${code}`;
  }
}

async function byTool(
  tool: FoundProgram | null,
  name: string,
  pid: number,
  ranges: readonly IdRange[],
): Promise<string | null> {
  if (tool === null) return `${name} is not on the PATH`;
  const { execa } = await import('execa');
  const numbers = ranges.flatMap(({ inside, outside, count }) => [inside, outside, count].map(String));
  const result = await execa(tool.path, [String(pid), ...numbers], {
    reject: false,
    all: true,
    stdin: 'ignore',
    timeout: TOOL_MS,
    env: { LC_ALL: 'C' },
  });
  if (result.exitCode === 0) return null;
  const said = cleanText(typeof result.all === 'string' ? result.all : '', MAX_CHARACTERS).trim();
  return said === '' ? `${name} ended with ${result.exitCode ?? 'a signal'}` : said;
}
