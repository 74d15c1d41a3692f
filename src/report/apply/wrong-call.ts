import { EXIT } from '../exit-code.js';
import type { Report } from '../schema.js';
import type { ApplyDocument } from './schema.js';

/** A wrong call of `regdoctor apply` in its own schema: nothing was looked at, nothing written. */
export function wrongApply({ tool, error }: Report): ApplyDocument {
  return {
    schemaVersion: 1,
    kind: 'apply',
    tool,
    exitCode: EXIT.usage,
    root: '/',
    report: null,
    write: false,
    summary: error?.message ?? 'The call was wrong.',
    fixes: [],
    backup: null,
    checkAgain: null,
    error,
  };
}
