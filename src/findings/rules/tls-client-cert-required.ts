import type { Rule } from '../rule.js';

/** The registry wants a client certificate, and none it accepts is presented. */
export const tlsClientCertRequired: Rule = {
  code: 'tls-client-cert-required',
  explains: () => null,
};
