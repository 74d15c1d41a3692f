import { createHash } from 'node:crypto';
import type { Report, ReportFinding } from '../schema.js';
import { type SarifFix, sarifFixes } from './fixes.js';
import { findingMessage } from './message.js';
import { LEVELS, type Level } from './rules.js';
import { fileUri } from './uri.js';

/** Digits of a fingerprint: enough that two never meet. */
const FINGERPRINT_DIGITS = 32;

/** A finding in a file, as SARIF describes it. */
export interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: Level;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region?: { readonly startLine: number };
    };
  }[];
  readonly partialFingerprints: { readonly 'regdoctorFinding/v1': string };
  readonly fixes?: readonly SarifFix[];
  readonly properties: { readonly references: readonly string[]; readonly subject: string };
}

/** The findings of all reports that sit in a file; the same one of several references is one result. Pure. */
export function resultsOf(reports: readonly Report[]): Omit<Result, 'ruleIndex'>[] {
  const results = new Map<string, Omit<Result, 'ruleIndex'>>();
  for (const report of reports)
    for (const finding of report.findings) {
      const result = resultOf(finding, report);
      if (result === null) continue;
      const id = JSON.stringify([result.partialFingerprints, result.locations, result.level]);
      const known = results.get(id);
      results.set(id, known === undefined ? result : alsoFor(known, result));
    }
  return [...results.values()];
}

function alsoFor(known: Omit<Result, 'ruleIndex'>, other: Omit<Result, 'ruleIndex'>): typeof known {
  const references = [...new Set([...known.properties.references, ...other.properties.references])];
  return { ...known, properties: { ...known.properties, references } };
}

function resultOf(finding: ReportFinding, report: Report): Omit<Result, 'ruleIndex'> | null {
  const { location, code, severity, subject } = finding;
  // A flag or a variable is no place in a file.
  if (location === null || !location.path.startsWith('/')) return null;
  const fixes = sarifFixes(finding, report);
  return {
    ruleId: code,
    level: LEVELS[severity],
    message: { text: findingMessage(finding, report.vantage) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: fileUri(location.path, report.vantage.files) },
          ...(location.line === null || location.line < 1 ? {} : { region: { startLine: location.line } }),
        },
      },
    ],
    partialFingerprints: { 'regdoctorFinding/v1': fingerprint(finding, location.path) },
    ...(fixes.length === 0 ? {} : { fixes }),
    properties: { references: [report.reference.input], subject },
  };
}

/** The same finding tomorrow, wherever its line has moved to and wherever the file is mounted; subjects may be a file's line. */
function fingerprint({ code, subject }: ReportFinding, path: string): string {
  const about = subject.startsWith(`${path}:`) ? path : subject;
  return createHash('sha256')
    .update(JSON.stringify([code, path, about]).toWellFormed())
    .digest('hex')
    .slice(0, FINGERPRINT_DIGITS);
}
