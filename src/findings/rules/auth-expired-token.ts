import type { Rule } from '../rule.js';

/** The token or session that is sent has run out. */
export const authExpiredToken: Rule = {
  code: 'auth-expired-token',
  explains: () => null,
};
