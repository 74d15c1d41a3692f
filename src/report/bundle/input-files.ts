import { createHash } from 'node:crypto';
import type { Report } from '../schema.js';
import { type BundleFile, MAX_PATH_BYTES } from './bundle-file.js';

const FOLDER = 'inputs';
/** Files with a path too long for the archive, or one that another file is in the way of. */
const ODD_FOLDER = `${FOLDER}/odd`;
/** Files of a machine that are packed: real reports have some hundred. */
const MAX_FILES = 2000;
/** Of all of them together, characters: a report that can be read has no more. */
const MAX_CHARACTERS = 64 * 1024 * 1024;
/** What file systems and shells of all kinds take. */
const UNSAFE = /[^A-Za-z0-9._@+=,-]/g;
/** Characters of a digest that tell two odd paths apart, and of the name that stays readable behind it. */
const DIGEST_CHARACTERS = 16;
const NAME_CHARACTERS = 40;

/** Files that were read, as the report keeps them, and those that there was no room for. */
export interface InputFiles {
  readonly files: readonly BundleFile[];
  readonly leftOut: readonly string[];
}

/**
 * One file for each that was read on the machine, under its path below `inputs/`. Paths of a saved report are somebody else's: whatever they say,
 * nothing leads out of the folder, and no two files are the same.
 */
export function inputFiles(inputs: Report['inputs']): InputFiles {
  const files: BundleFile[] = [];
  const leftOut: string[] = [];
  const taken = new Set<string>();
  let characters = 0;
  for (const [from, text] of textsOf(inputs)) {
    characters += text.length;
    if (files.length >= MAX_FILES || characters > MAX_CHARACTERS) {
      leftOut.push(from);
      continue;
    }
    const path = pathFor(from, taken);
    files.push({ path, content: text, what: 'configuration as it was read', from });
  }
  return { files, leftOut };
}

function textsOf(inputs: Report['inputs']): [string, string][] {
  const record = inputs['files'];
  if (typeof record !== 'object' || record === null) return [];
  return Object.entries(record).flatMap(([path, entry]): [string, string][] => {
    const text: unknown = entry?.read?.kind === 'file' ? entry.read.text : null;
    return typeof text === 'string' ? [[path, text]] : [];
  });
}

/** A path that nothing has yet, and that no file is a folder of, whatever the case of letters. */
function pathFor(from: string, taken: Set<string>): string {
  const parts = from
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .map(safePart);
  const plain = [FOLDER, ...parts].join('/');
  const isOdd = parts.length === 0 || plain.length > MAX_PATH_BYTES || isInTheWay(plain, taken);
  let path = plain;
  for (let count = 0; isOdd && (path === plain || taken.has(path.toLowerCase())); count += 1)
    path = oddPath(from, count);
  const lower = path.toLowerCase().split('/');
  for (const [index] of lower.entries())
    taken.add(lower.slice(0, index + 1).join('/') + (index < lower.length - 1 ? '/' : ''));
  return path;
}

function safePart(part: string): string {
  const safe = part.replace(UNSAFE, '_');
  // `..`, and names that hide a file or look like a flag where the folder is unpacked.
  return safe.replace(/^\.+$/, (dots) => '_'.repeat(dots.length)).replace(/^-/, '_');
}

/** Folders are remembered with a slash at their end. */
function isInTheWay(path: string, taken: ReadonlySet<string>): boolean {
  const parts = path.toLowerCase().split('/');
  const isUnderFile = parts.some((_, index) => index > 0 && taken.has(parts.slice(0, index).join('/')));
  const whole = parts.join('/');
  return isUnderFile || taken.has(whole) || taken.has(`${whole}/`);
}

function oddPath(from: string, count: number): string {
  const digest = createHash('sha256')
    .update(`${from}\0${count || ''}`)
    .digest('hex')
    .slice(0, DIGEST_CHARACTERS);
  return `${ODD_FOLDER}/${digest}-${safePart(from.split('/').at(-1) ?? '').slice(-NAME_CHARACTERS)}`;
}
