import type { Match } from '../../explain/match.js';
import { redactUserInformation } from '../../host/user-information.js';
import { cleanText } from '../../text/clean.js';
import { EXIT } from '../exit-code.js';
import type { Report } from '../schema.js';

/** Matches that are told; more are no help, and output stays bounded. */
const MOST_MATCHES = 100;
/** Longest reference, host or address that is told, characters. */
const MAX_NAME_CHARACTERS = 300;
/** Longest sentence. */
const MAX_SENTENCE_CHARACTERS = 1000;

/** What `regdoctor explain --json` prints: the causes, best first; empty where the text shows none. */
export interface ExplainDocument {
  readonly schemaVersion: 1;
  readonly kind: 'explain';
  readonly exitCode: number;
  readonly matches: readonly Match[];
  /** The call was wrong: which part, and how. */
  readonly error?: Report['error'];
}

/** What `--batch` prints for one message: the best cause alone. */
export interface BatchAnswer {
  readonly id: string | number | null;
  readonly code: Match['code'] | 'unknown';
  readonly confidence: number;
}

/** The causes as they are told: no secrets, no control characters, bounded. */
export function explainDocument(matches: readonly Match[]): ExplainDocument {
  return {
    schemaVersion: 1,
    kind: 'explain',
    exitCode: matches.length === 0 ? EXIT.unknown : EXIT.ok,
    matches: matches.slice(0, MOST_MATCHES).map(told),
  };
}

/** The answer to one message of a batch. */
export function batchAnswer(id: BatchAnswer['id'], matches: readonly Match[]): BatchAnswer {
  const [best] = matches;
  return { id, code: best?.code ?? 'unknown', confidence: best?.confidence ?? 0 };
}

function told(match: Match): Match {
  const { code, confidence, client, reference, host, line, why, next, count, url, address } = match;
  return {
    code,
    confidence,
    client: name(client),
    reference: name(reference),
    host: name(host),
    line,
    why: sentence(why),
    next: sentence(next),
    count,
    url: name(url),
    address: name(address),
  };
}

function name(text: string | null): string | null {
  return text === null ? null : cleanText(redactUserInformation(text), MAX_NAME_CHARACTERS);
}

function sentence(text: string): string {
  return cleanText(redactUserInformation(text), MAX_SENTENCE_CHARACTERS);
}
