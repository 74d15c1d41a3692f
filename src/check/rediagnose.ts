import { FactBook } from '../facts/book.js';
import type { Fact } from '../facts/facts.js';
import type { StorageFacts } from '../facts/storage.js';
import type { HostFiles } from '../host/host.js';
import { buildReport } from '../report/build.js';
import { cleanDeep, safeWords } from '../report/clean-deep.js';
import { cleanReport } from '../report/clean-report.js';
import { NAMES_REPLACED } from '../report/redact/mark.js';
import type { Report, ReportClient, ReportReal } from '../report/schema.js';
import { buildStorage } from '../report/storage/build.js';
import { VERSION } from '../version.js';
import { createExaminer } from './examine.js';
import type { SavedInputs } from './inputs.js';
import { savedSubject } from './saved-subject.js';
import { folded } from './storage-folded.js';

/** Why facts that the saved run didn't bring home won't come now. */
export const OFFLINE = 'the saved run did not see it, and a saved report is diagnosed offline';
/** Longest sentence that is kept of a saved report, and longest block of lines: those that regdoctor writes are far shorter. */
const MAX_WORDS_CHARACTERS = 4000;
const MAX_REAL_CHARACTERS = 64 * 1024;
/** What became of a comparison whose prediction is another one by now. */
const OTHER_PREDICTION = 'today the prediction is another one than the run was compared with';

/**
 * Diagnoses a saved report (`parseSavedReport`) again from its own facts and inputs with today's rules. What the rules don't make is kept: where it
 * was seen from, the view of pod and node side by side, notes, and what real programs did (`--prove`). Offline; pure unless files are given.
 * A report whose names were replaced says what it said; only what no screen should get is taken out of it.
 * @param files those of the machine as they are by now; left out: as the report saved them.
 */
export function rediagnose(report: Report, files?: HostFiles): Report {
  // Names and certificates decide: without them another diagnosis would be made up.
  if (report.inputs[NAMES_REPLACED] === true) return cleanReport(report);
  const saved = report.inputs as unknown as SavedInputs & { readonly strict?: boolean };
  const vantage = cleanDeep(report.vantage, bounded);
  const facts = new FactBook(Object.entries(report.facts) as unknown as [string, Fact][]);
  const { cases, findings, rights } = createExaminer(savedSubject({ vantage }, saved, files), facts).examine(OFFLINE);
  const strict = saved.strict === true;
  const again = buildReport({
    version: VERSION,
    startedAt: new Date(report.startedAt),
    operation: saved.operation,
    reference: saved.reference,
    vantage,
    cases,
    findings,
    facts,
    inputs: report.inputs,
    rights,
    ...(report.views === undefined ? {} : { views: report.views }),
    notes: report.notes,
    strict,
    totalMs: report.timing.totalMs,
  });
  return withStorage(withReal(again, report.clients), report, strict);
}

/** What real programs did belongs to the run, not to the rules. */
function withReal(report: Report, before: readonly ReportClient[]): Report {
  const clients = report.clients.map((client) => {
    const then = before.find((each) => each.client === client.client && each.version === client.version);
    return then?.real ? { ...client, real: realAgain(then.real, then.outcome === client.outcome) } : client;
  });
  return { ...report, clients };
}

function realAgain(real: ReportReal, samePrediction: boolean): ReportReal {
  const { toReport, ...words } = real;
  const lines = toReport?.slice(0, MAX_REAL_CHARACTERS).split('\n').map(bounded).join('\n') ?? null;
  const clean = { ...cleanDeep(words, bounded), toReport: lines };
  return samePrediction ? clean : { ...clean, agrees: 'unknown', difference: OTHER_PREDICTION, toReport: null };
}

/** Text of a saved report, cut before anything is looked for in it. */
function bounded(text: string): string {
  return safeWords(text.slice(0, MAX_WORDS_CHARACTERS));
}

/** Storage (`--storage`) is judged again from its own facts. */
function withStorage(again: Report, saved: Report, strict: boolean): Report {
  const facts = saved.inputs['storage'];
  if (saved.storage === undefined || typeof facts !== 'object' || facts === null) return again;
  const run = { version: VERSION, startedAt: saved.startedAt, strict };
  const document = buildStorage(facts as StorageFacts, run);
  const both = folded(again, document);
  return { ...both, notes: [...new Set(both.notes)] };
}
