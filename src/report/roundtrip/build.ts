import { cleanDeep, safeWords } from '../clean-deep.js';
import { findingsFrom } from './findings.js';
import type { RoundtripDocument } from './schema.js';
import { verdictOf } from './verdict.js';

/** What a round trip brought; everything that is judged is judged here. */
export type RoundtripInput = Pick<
  RoundtripDocument,
  | 'tool'
  | 'startedAt'
  | 'registry'
  | 'image'
  | 'vantage'
  | 'runs'
  | 'rights'
  | 'diagnosis'
  | 'deployment'
  | 'left'
  | 'remains'
  | 'notes'
  | 'timing'
> & {
  /** Ctrl-C ended it. */
  readonly interrupted: boolean;
  /** Why nothing could be tried, or null. */
  readonly untried: RoundtripDocument['unknown'][number] | null;
};

/** The document of a finished round trip: findings, verdict, exit code. Pure. */
export function buildRoundtrip(input: RoundtripInput): RoundtripDocument {
  const { diagnosis, deployment, interrupted: _, untried: _untried, ...rest } = input;
  const findings = findingsFrom(input.rights);
  const { verdict, summary, exitCode, unknown } = verdictOf({ ...input, findings });
  const told = cleanDeep({ ...rest, findings, verdict, summary, exitCode, unknown }, safeWords);
  // A report is clean already, and white space counts in YAML, which holds nothing but names of the grammar.
  return { schemaVersion: 1, kind: 'roundtrip', ...told, diagnosis, deployment, error: null };
}
