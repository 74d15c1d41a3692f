import type { z } from 'zod';
import { type Report, reportSchema } from '../report/schema.js';
import { cleanText } from '../text/clean.js';
import { savedFacts } from './saved-facts.js';
import { savedInputsSchema } from './saved-inputs.js';

/** Levels of a report's JSON; the deepest (a walk in the proof of a fix) has a dozen. */
const MAX_DEPTH = 40;
/** Longest part of a foreign file's own words in a message. */
const MAX_ECHO_CHARACTERS = 120;

/** A saved report, or one sentence that says why it is none. */
export type ParsedReport =
  | { readonly ok: true; readonly report: Report }
  | { readonly ok: false; readonly message: string };

/** A saved report out of a file's text, checked against the schema: whoever made the file is not trusted. */
export function parseSavedReport(text: string): ParsedReport {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, message: 'it is not JSON' };
  }
  if (isDeeperThan(value, MAX_DEPTH)) return { ok: false, message: 'it is no regdoctor report: too many levels' };
  const parsed = reportSchema.safeParse(value);
  if (!parsed.success) return { ok: false, message: `it is no regdoctor report: ${firstIssue(parsed.error)}` };
  const report = parsed.data;
  if (report.error !== null)
    return { ok: false, message: 'it is the report of a call that was wrong: there is nothing in it to diagnose' };
  const inputs = savedInputsSchema.safeParse(report.inputs);
  if (!inputs.success) return { ok: false, message: `it is no regdoctor report: inputs: ${firstIssue(inputs.error)}` };
  const facts = savedFacts.safeParse(report.facts);
  if (!facts.success) return { ok: false, message: `it is no regdoctor report: facts: ${firstIssue(facts.error)}` };
  return { ok: true, report };
}

function firstIssue({ issues: [issue] }: z.ZodError): string {
  if (issue === undefined) return 'invalid';
  return [issue.path.join('.') || 'document', issue.message]
    .map((words) => cleanText(words, MAX_ECHO_CHARACTERS))
    .join(': ');
}

/** Without recursion: what is written to break programs is deeper than their stack. */
function isDeeperThan(value: unknown, most: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true;
    const next: unknown[] = [];
    for (const each of level)
      if (typeof each === 'object' && each !== null) for (const child of Object.values(each)) next.push(child);
    level = next;
  }
  return false;
}
