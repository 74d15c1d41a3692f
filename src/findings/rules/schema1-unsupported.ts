import type { Rule } from '../rule.js';

/** The image is in the old schema 1, which this client does not take. */
export const schema1Unsupported: Rule = {
  code: 'schema1-unsupported',
  explains: () => null,
};
