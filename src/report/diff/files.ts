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

type Read =
  | { readonly kind: 'file'; readonly text: string; readonly bytes: number }
  | { readonly kind: 'absent' | 'directory' }
  | { readonly kind: 'unreadable'; readonly error: string }
  | null;

/** Files that are not the same in two reports, in the order of their paths. Directories show in the files in them. */
export function fileCandidates(good: Report, bad: Report): Candidate[] {
  const [first, second] = [readsOf(good), readsOf(bad)];
  const paths = [...new Set([...first.keys(), ...second.keys()])].filter((path) => !OWN.test(path)).sort();
  return paths.flatMap((path) => candidate(path, first.get(path) ?? null, second.get(path) ?? null) ?? []);
}

function readsOf({ inputs }: Report): Map<string, Read> {
  const files = (inputs['files'] ?? {}) as Readonly<Record<string, { readonly read: Read }>>;
  return new Map(Object.entries(files).flatMap(([path, { read }]) => (read === null ? [] : [[path, read]])));
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
  if (read.kind === 'file') return 'there';
  return read.kind === 'absent' ? 'not there' : read.kind === 'directory' ? 'a directory' : `unreadable: ${read.error}`;
}

function linesOf(text: string): string[] {
  if (text === '') return [];
  return withoutCertificateBodies(text)
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => cleanText(line.replaceAll('\t', '    '), MAX_CHARACTERS));
}
