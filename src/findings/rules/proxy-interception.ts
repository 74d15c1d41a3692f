import type { Rule } from '../rule.js';

/** A proxy opens the TLS connection and shows a certificate of its own. */
export const proxyInterception: Rule = {
  code: 'proxy-interception',
  explains: () => null,
};
