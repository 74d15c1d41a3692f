import type { Rule } from '../rule.js';

/** /v2/ answers without a challenge while the image wants a login: containers/image then never sends the credentials it has. */
export const authChallengeMissing: Rule = {
  code: 'auth-challenge-missing',
  explains: () => null,
};
