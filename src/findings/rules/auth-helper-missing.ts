import type { Rule } from '../rule.js';

/** A credential helper that the configuration names is not installed. */
export const authHelperMissing: Rule = {
  code: 'auth-helper-missing',
  explains: () => null,
};
