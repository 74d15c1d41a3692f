import { EXIT } from '../exit-code.js';
import type { Report } from '../schema.js';
import type { StorageDocument } from './schema.js';

/** A wrong call of `regdoctor storage` in its own schema: nothing was looked at. */
export function wrongStorage({ tool, startedAt, error }: Report): StorageDocument {
  return {
    schemaVersion: 1,
    kind: 'storage',
    tool,
    startedAt,
    exitCode: EXIT.usage,
    verdict: 'unknown',
    summary: error?.message ?? 'The call was wrong.',
    prospects: [],
    settings: [],
    findings: [],
    unknown: [],
    facts: {},
    notes: [],
    error,
  };
}
