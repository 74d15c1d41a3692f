import type { ApplyDocument } from './apply/schema.js';
import { wrongApply } from './apply/wrong-call.js';
import type { ConfigDocument } from './config/schema.js';
import type { DiffDocument } from './diff/schema.js';
import type { EgressDocument } from './egress/schema.js';
import { EXIT } from './exit-code.js';
import type { ExplainDocument } from './explain/document.js';
import type { PlanDocument } from './plan/schema.js';
import type { RoundtripDocument } from './roundtrip/schema.js';
import { wrongRoundtrip } from './roundtrip/wrong-call.js';
import type { Report } from './schema.js';
import type { StorageDocument } from './storage/schema.js';
import { wrongStorage } from './storage/wrong-call.js';
import { usageReport } from './usage.js';

type WrongCall = Parameters<typeof usageReport>[0];

/** A wrong call in the schema of the command that was called; the words of the command line start with its name. */
export function usageDocument(
  call: WrongCall,
):
  | ApplyDocument
  | Report
  | PlanDocument
  | ConfigDocument
  | DiffDocument
  | EgressDocument
  | ExplainDocument
  | RoundtripDocument
  | StorageDocument {
  const report = usageReport(call);
  const { tool, operation, error } = report;
  switch (call.arguments[0]) {
    case 'apply':
      return wrongApply(report);
    case 'plan':
      return {
        schemaVersion: 1,
        kind: 'plan',
        operation,
        tool,
        exitCode: EXIT.usage,
        reference: '',
        root: '/',
        clients: [],
        error,
      };
    case 'config':
      return {
        schemaVersion: 1,
        kind: 'config',
        tool,
        exitCode: EXIT.usage,
        root: '/',
        reference: null,
        file: null,
        clients: [],
        error,
      };
    case 'diff':
      return {
        schemaVersion: 1,
        kind: 'diff',
        tool,
        exitCode: EXIT.usage,
        summary: report.summary,
        good: null,
        bad: null,
        clients: [],
        findings: { gained: [], lost: [] },
        differences: [],
        notes: [],
        error,
      };
    case 'egress':
      return {
        schemaVersion: 1,
        kind: 'egress',
        operation,
        tool,
        startedAt: report.startedAt,
        exitCode: EXIT.usage,
        reference: '',
        vantage: report.vantage,
        verdict: report.verdict,
        summary: report.summary,
        destinations: [],
        unknown: [],
        error,
      };
    case 'roundtrip':
      return wrongRoundtrip(report);
    case 'storage':
      return wrongStorage(report);
    case 'explain':
      return { schemaVersion: 1, kind: 'explain', exitCode: EXIT.usage, matches: [], error };
    default:
      return report;
  }
}
