import type { Match } from '../../explain/match.js';

/** What `regdoctor explain --json` prints: the causes, best first; empty where the text shows none. */
export interface ExplainDocument {
  readonly schemaVersion: 1;
  readonly kind: 'explain';
  readonly exitCode: number;
  readonly matches: readonly Match[];
}

/** What `--batch` prints for one message: the best cause alone. */
export interface BatchAnswer {
  readonly id: string | number | null;
  readonly code: Match['code'] | 'unknown';
  readonly confidence: number;
}

/** The answer to one message of a batch. */
export function batchAnswer(id: BatchAnswer['id'], matches: readonly Match[]): BatchAnswer {
  const [best] = matches;
  return { id, code: best?.code ?? 'unknown', confidence: best?.confidence ?? 0 };
}
