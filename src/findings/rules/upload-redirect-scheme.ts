import type { Rule } from '../rule.js';

/** The address of an upload session, as the registry names it, leads to a wrong scheme, host or port. */
export const uploadRedirectScheme: Rule = {
  code: 'upload-redirect-scheme',
  explains: () => null,
};
