import type { FindingCode } from './codes.js';

export type Severity = 'error' | 'warning' | 'info';

/** What shows that a finding is so, in one sentence, with the fact or file it rests on. */
export interface Evidence {
  readonly text: string;
  /** Canonical key of the fact, or null where a file or variable shows it. */
  readonly fact: string | null;
}

/** One cause (or consequence) that a rule found. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** One sentence with the names of this case in it. */
  readonly title: string;
  /** The endpoint, file, name or repository it is about: findings of one code and one subject are one finding. */
  readonly subject: string;
  readonly location: { readonly path: string; readonly line: number | null } | null;
  readonly evidence: readonly Evidence[];
  readonly clients: readonly string[];
  /** Code of the finding it follows from, or null for a root cause. */
  readonly causedBy: FindingCode | null;
  /** The layer's own code where a hop's code is primary (`tls-unknown-ca` of a token realm). */
  readonly detail: FindingCode | null;
  /** Who must change what, where no configuration of the client cures it. */
  readonly nextStep: string;
  /** What a fix needs to know: endpoint URL, failing client cases; pure data. */
  readonly about: FindingContext;
  /** True where it is about a mirror alone: it comes after what is wrong with the registry itself. */
  readonly mirrorOnly?: boolean;
}

export interface FindingContext {
  /** Origin of the failing request, `https://host:443`, or null. */
  readonly origin: string | null;
  /** `host[:port]` of the physical reference, or null. */
  readonly registry: string | null;
  /** Path of the configuration file or object key it is about, or null. */
  readonly file: string | null;
}
