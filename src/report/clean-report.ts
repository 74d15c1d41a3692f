import { cleanText } from '../text/clean.js';
import { cleanDeep } from './clean-deep.js';
import type { Report, ReportFinding } from './schema.js';

/** Longer than any sentence a rule writes; what a server or file says is cut where it is read. */
const MAX_CHARACTERS = 4000;

/**
 * What a report says in words, made safe for a terminal: names of files, keys and hosts in it are other people's.
 * Left as they are: facts and inputs (what was seen), and the files and commands of fixes (what is pasted; see paste.ts).
 */
export function cleanWords(words: Pick<Report, 'clients' | 'unknown' | 'notes' | 'findings'>): typeof words {
  return {
    clients: clean(words.clients),
    unknown: clean(words.unknown),
    notes: clean(words.notes),
    findings: words.findings.map(cleanFinding),
  };
}

/** Views likewise: names and errors in them are other people's. */
export function cleanViews(views: NonNullable<Report['views']>): NonNullable<Report['views']> {
  return clean(views);
}

function cleanFinding({ fixes, ...finding }: ReportFinding): ReportFinding {
  return {
    ...clean(finding),
    fixes: fixes.map(({ files, commands, ...fix }) => ({ ...clean(fix), files, commands })),
  };
}

function clean<Value>(value: Value): Value {
  return cleanDeep(value, (text) => cleanText(text, MAX_CHARACTERS));
}
