import type { Rule } from '../rule.js';

/** Content does not match its digest or size. */
export const digestMismatch: Rule = {
  code: 'digest-mismatch',
  explains: () => null,
};
