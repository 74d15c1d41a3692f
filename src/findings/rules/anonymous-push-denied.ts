import type { Rule } from '../rule.js';

/** A push without any account, where pushing wants one. */
export const anonymousPushDenied: Rule = {
  code: 'anonymous-push-denied',
  explains: () => null,
};
