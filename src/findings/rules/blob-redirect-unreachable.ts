import type { Rule } from '../rule.js';

/** The registry sends clients to another host for a blob, and that host gives none. */
export const blobRedirectUnreachable: Rule = {
  code: 'blob-redirect-unreachable',
  explains: () => null,
};
