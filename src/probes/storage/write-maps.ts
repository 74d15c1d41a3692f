import { writeFile } from 'node:fs/promises';
import type { Attempt, FoundProgram, IdRange } from '../../facts/storage.js';
import { cleanText } from '../../text/clean.js';
import type { IdMaps } from './id-maps.js';
import { errnoOf } from './place.js';

/** newuidmap writes one line to /proc. Milliseconds. */
const TOOL_MS = 5000;
/** Longest error of it that is kept. */
const MAX_CHARACTERS = 300;

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
    return `write to ${file.split('/').at(-1)}: ${errnoOf(thrown)}`;
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
