import type { FindingCode } from '../codes.js';
import type { Severity } from '../finding.js';

/**
 * What can see a code: `probe`, a rule that needs answers of the network or of programs; `configuration`, a rule that needs this machine's files,
 * processes and environment alone; `text`, a recogniser of `regdoctor explain`.
 */
type SeenBy = 'probe' | 'configuration' | 'text';

/** What a finding code stands for, whatever the case. Plain sentences without markup. */
export interface CodeEntry {
  /** What it mostly is where a client meets it; a report may say less (nobody depends on it) or more (it stops a client). */
  readonly severity: Severity;
  /** One sentence without a full stop. */
  readonly title: string;
  /** What it means for whoever pulls or pushes: one to three sentences. */
  readonly meaning: string;
  /** How regdoctor knows, and what it takes for proof. */
  readonly known: string;
  /** Never empty. */
  readonly seenBy: readonly SeenBy[];
}

/** Entries of the codes of one layer. */
export type CodeEntries<Code extends FindingCode> = Readonly<Record<Code, CodeEntry>>;
