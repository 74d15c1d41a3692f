import type { Rule } from '../rule.js';

/** Anyone may push. */
export const anonymousPushAllowed: Rule = {
  code: 'anonymous-push-allowed',
  explains: () => null,
};
