import { cleanText } from '../text/clean.js';
import { cleanDeep } from './clean-deep.js';
import type { Report, ReportFinding, ReportReal } from './schema.js';

/** Longer than any sentence a rule writes; what a server or file says is cut where it is read. */
const MAX_CHARACTERS = 4000;
/** Longer than any block of lines that regdoctor writes. */
const MAX_BLOCK_CHARACTERS = 64 * 1024;

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

/** Codes are words and dashes; whoever made a report by hand may have written something else. */
const NOT_IN_A_CODE = /[^a-z0-9-]/g;

/**
 * A whole report that nobody diagnoses again, made safe to show: whoever wrote the file is not trusted. Facts and inputs stay as they are, as do lines
 * that are pasted.
 */
export function cleanReport({ facts, inputs, clients, findings, storage, ...report }: Report): Report {
  return {
    ...clean(report),
    clients: clients.map(({ real, ...client }) => ({ ...clean(client), real: real === null ? null : cleanReal(real) })),
    findings: findings.map((finding) => {
      const { code, causedBy, ...words } = cleanFinding(finding);
      return { ...words, code: cleanCode(code), causedBy: causedBy === null ? null : cleanCode(causedBy) };
    }),
    ...(storage === undefined ? {} : { storage: clean(storage) }),
    facts,
    inputs,
  };
}

function cleanCode(code: string): string {
  return code.replace(NOT_IN_A_CODE, '');
}

function cleanReal({ toReport, ...real }: ReportReal): ReportReal {
  return { ...clean(real), toReport: toReport === null ? null : cleanLines(toReport) };
}

/** The same line by line. */
function cleanLines(text: string): string {
  return text
    .slice(0, MAX_BLOCK_CHARACTERS)
    .split('\n')
    .map((line) => clean(line))
    .join('\n');
}

function cleanFinding({ fixes, ...finding }: ReportFinding): ReportFinding {
  return {
    ...clean(finding),
    fixes: fixes.map(({ files, commands, pod, ...fix }) => ({
      ...clean(fix),
      files,
      commands,
      ...(pod === undefined ? {} : { pod: { ...clean(pod), yaml: cleanLines(pod.yaml) } }),
    })),
  };
}

function clean<Value>(value: Value): Value {
  return cleanDeep(value, (text) => cleanText(text, MAX_CHARACTERS));
}
