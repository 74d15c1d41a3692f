import { posix } from 'node:path';
import { cleanText } from '../../text/clean.js';
import type { Report } from '../schema.js';
import type { Candidate } from './candidate.js';
import { withoutCertificateBodies } from './certificate-words.js';
import { changedLines } from './lines.js';

/** What every machine has its own of, and nobody decides by: processes, names of the machine. */
const OWN = /^\/(?:proc|sys)\/|^\/etc\/(?:hostname|machine-id|mtab)$/;
/** Longest line that is shown. */
const MAX_CHARACTERS = 500;
/** A file never looked at in one of the reports. */
const NOT_LOOKED_AT = 'not looked at';
const STATES = { file: 'there', absent: 'not there', directory: 'a directory' } as const;

type List =
  | { readonly kind: 'directory'; readonly names: readonly string[] }
  | { readonly kind: 'absent' | 'unreadable' }
  | null;

type Read =
  | { readonly kind: 'file'; readonly text: string; readonly bytes: number }
  | { readonly kind: 'absent' }
  | { readonly kind: 'directory' }
  | { readonly kind: 'unreadable'; readonly error: string }
  | null;

/** Files that are not the same in two reports, in the order of their paths. Directories show in the files in them. */
export function fileCandidates(good: Report, bad: Report): Candidate[] {
  const [first, second] = [new Machine(good), new Machine(bad)];
  const paths = [...new Set([...first.paths(), ...second.paths()])].filter((path) => !OWN.test(path)).sort();
  return paths.flatMap((path) => candidate(path, first.read(path), second.read(path)) ?? []);
}

/** What a report says of paths: what was read, and what lists of directories tell of the rest. */
class Machine {
  readonly #files: ReadonlyMap<string, { readonly read: Read; readonly list: List }>;

  constructor({ inputs }: Report) {
    this.#files = new Map(Object.entries((inputs['files'] ?? {}) as Record<string, { read: Read; list: List }>));
  }

  /** Paths that were read. */
  paths(): string[] {
    return [...this.#files].flatMap(([path, { read }]) => (read === null ? [] : [path]));
  }

  read(path: string): Read {
    return this.#files.get(path)?.read ?? (this.#isAbsent(path) ? { kind: 'absent' } : null);
  }

  #isAbsent(path: string): boolean {
    const directory = posix.dirname(path);
    if (directory === path) return false;
    const list = this.#files.get(directory)?.list ?? null;
    if (list === null) return this.#isAbsent(directory);
    return list.kind === 'absent' || (list.kind === 'directory' && !list.names.includes(posix.basename(path)));
  }
}

function candidate(path: string, good: Read, bad: Read): Candidate | null {
  const isFile = good?.kind === 'file' || bad?.kind === 'file';
  const [was, is] = [stateOf(good), stateOf(bad)];
  const text = (read: Read): string => (read?.kind === 'file' ? read.text : '');
  if (good?.kind === 'file' && bad?.kind === 'file') {
    if (good.text === bad.text) return good.bytes === bad.bytes ? null : hidden(path, good.bytes, bad.bytes);
  } else if (was === is || (!isFile && (good === null || bad === null))) return null;
  const { lines, left } = changedLines(linesOf(text(good)), linesOf(text(bad)));
  const isBoth = good?.kind === 'file' && bad?.kind === 'file';
  const more = left > 0 ? ` (${left} more lines differ)` : '';
  return {
    difference: {
      kind: 'file',
      subject: path,
      good: isBoth && more === '' ? null : `${was}${more}`,
      bad: isBoth ? null : is,
      lines,
    },
    // What one of them never read, nobody can take over.
    parts: good === null ? null : { files: [path] },
    names: [path],
    quiet: good === null || bad === null,
  };
}

/** Passwords and keys are redacted the same in both, but their lengths show. */
function hidden(path: string, good: number, bad: number): Candidate {
  const words = (bytes: number): string => `${bytes} bytes, what is redacted differs`;
  return {
    difference: { kind: 'file', subject: path, good: words(good), bad: words(bad), lines: [] },
    parts: null,
    names: [path],
  };
}

function stateOf(read: Read): string {
  if (read === null) return NOT_LOOKED_AT;
  if (read.kind === 'unreadable') return `unreadable: ${read.error}`;
  return STATES[read.kind];
}

function linesOf(text: string): string[] {
  if (text === '') return [];
  return withoutCertificateBodies(text)
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => cleanText(line.replaceAll('\t', '    '), MAX_CHARACTERS));
}
