import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));
export const RUNBOOKS = join(DOCS, 'runbooks');

/** Names of the pages' files, the index among them. */
export const PAGES: readonly string[] = readdirSync(RUNBOOKS).filter((name) => name.endsWith('.md'));

/** Text of the page of a code, or of `README`. */
export function page(code: string): string {
  return readFileSync(join(RUNBOOKS, `${code}.md`), 'utf8');
}

/** Contents of the fenced blocks of one language, indented ones too. */
export function blocks(text: string, language: string): string[] {
  return [...text.matchAll(/^ *```(\S*)\n([\s\S]*?)^ *```$/gm)]
    .filter(([, found]) => found === language)
    .map(([, , content = '']) => content);
}

/** Headings and links don't count inside code. */
export function withoutCode(text: string): string {
  return text.replace(/^ *```[\s\S]*?^ *```$/gm, '').replace(/`[^`\n]*`/g, '');
}

/** What stands below a heading, up to the next one; empty where there is no such heading. */
export function section(text: string, heading: string): string {
  return text.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
}

/** A page as it was written by hand: without what scripts/runbooks.mjs put in. */
export function byHand(text: string): string {
  return text.replace(/^<!-- begin: printed[\s\S]*?<!-- end: printed.*-->\n\n/m, '');
}

/** Programs that a script starts, by name: the first word of each command, without variables before it. */
export function programsOf(script: string): string[] {
  const bare = script
    .replace(/<<'?(\w+)'?\n[\s\S]*?^\1$/gm, '')
    .replace(/'[^']*'/g, 'Q')
    .replace(/"(?:[^"\\]|\\.)*"/g, 'Q')
    .replace(/(^|\s)#.*$/gm, '');
  return bare
    .split(/\n|\|\||&&|[|;(]/)
    .map((command) => command.trim().split(/\s+/))
    .map((words) => words.find((word) => !/^\w+=/.test(word) && !PREFIXES.includes(word)) ?? '')
    .filter((word) => word !== '' && word !== ')');
}

/** Words before the program's name. */
const PREFIXES = ['sudo', 'time', '!', 'exec'];
