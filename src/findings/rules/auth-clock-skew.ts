import type { Rule } from '../rule.js';

/** A token is refused because two clocks differ. */
export const authClockSkew: Rule = {
  code: 'auth-clock-skew',
  explains: () => null,
};
