import type { Rule } from '../rule.js';

/** This client does not take a manifest of this type. */
export const mediatypeUnsupported: Rule = {
  code: 'mediatype-unsupported',
  explains: () => null,
};
