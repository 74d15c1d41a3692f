import { parseReference } from '../reference/parse.js';
import { EXIT } from '../report/exit-code.js';
import type { Report } from '../report/schema.js';
import { usageReport } from '../report/usage.js';
import { cleanText } from '../text/clean.js';
import { withoutUserInformation } from '../text/user-information.js';
import { VERSION } from '../version.js';

/** Longest echo of what was written, and of an error's words. */
const MAX_CHARACTERS = 300;

/** What all reports of a run say alike. */
export interface RunWords {
  readonly operation: Report['operation'];
  readonly vantage: Report['vantage'];
}

/** The document of what is no reference: nothing was looked at. @param message safe to print. */
export function wrongReport(
  {
    reference,
    message,
    meant,
  }: { readonly reference: string; readonly message: string; readonly meant: string | null },
  { operation, vantage }: RunWords,
): Report {
  return {
    ...usageReport({ version: VERSION, message, part: 'reference', meant, arguments: [] }),
    operation,
    vantage,
    reference: { ...referenceOf(reference), registry: null, repository: null, tag: null, digest: null },
  };
}

/** The document of a reference whose turn never came. */
export function untoldReport(reference: string, words: RunWords): Report {
  const unknown = { what: 'any verdict', why: 'the run was interrupted before its turn', needed: 'another run' };
  return {
    ...wrongReport({ reference, message: '', meant: null }, words),
    exitCode: EXIT.unknown,
    reference: referenceOf(reference),
    summary: `can't tell: ${unknown.why} (needed: ${unknown.needed}).`,
    unknown: [unknown],
    error: null,
  };
}

/** The document of a reference that regdoctor stumbled over: the others are checked nevertheless. */
export function bugReport(reference: string, error: unknown, words: RunWords): Report {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const message = `regdoctor has met a bug of its own: ${cleanText(withoutUserInformation(said), MAX_CHARACTERS)}`;
  return {
    ...wrongReport({ reference, message, meant: null }, words),
    exitCode: EXIT.bug,
    reference: referenceOf(reference),
    error: { part: 'regdoctor', message, meant: null },
  };
}

function referenceOf(reference: string): Report['reference'] {
  const parsed = parseReference(reference);
  const { registry, repository, tag, digest } = parsed.ok
    ? parsed.reference
    : { registry: null, repository: null, tag: null, digest: null };
  const input = cleanText(withoutUserInformation(reference), MAX_CHARACTERS);
  return { input, registry, repository, tag, digest };
}
