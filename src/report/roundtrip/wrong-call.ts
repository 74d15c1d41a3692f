import type { Report } from '../schema.js';
import type { RoundtripDocument } from './schema.js';

/** The document of a wrong call, from the report of one: nothing was tried. */
export function wrongRoundtrip({
  tool,
  startedAt,
  exitCode,
  vantage,
  verdict,
  summary,
  error,
}: Report): RoundtripDocument {
  return {
    ...{ schemaVersion: 1, kind: 'roundtrip', tool, startedAt, exitCode, registry: '', image: null, vantage },
    ...{ verdict, summary, runs: [], rights: null, findings: [], diagnosis: null, deployment: null },
    ...{ left: [], remains: null, notes: [], unknown: [], error, timing: { totalMs: 0 } },
  };
}
