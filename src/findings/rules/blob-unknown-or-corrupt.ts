import type { Rule } from '../rule.js';

/** The registry lists a blob that it does not have, or has damaged. */
export const blobUnknownOrCorrupt: Rule = {
  code: 'blob-unknown-or-corrupt',
  explains: () => null,
};
