import type { Rule } from '../rule.js';

/** A credential helper runs and fails, hangs, or prints no credential. */
export const authHelperFailed: Rule = {
  code: 'auth-helper-failed',
  explains: () => null,
};
