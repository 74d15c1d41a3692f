import { labAuthority, registryCertificate, serveTls } from '../authority.js';
import type { Fault } from '../fault.js';
import { imageAt, REGISTRY_NAME, TLS_PORT } from '../standard.js';

/** Shows `tls-unknown-ca`: the whole chain is sent, its root is not trusted. */
export const tlsUnknownCa: Fault = {
  title: 'The registry’s certificate is of a CA that the host does not trust',
  expected: 'tls-unknown-ca',
  client: 'buildah',
  async arrange(stage, { nowMs }) {
    const authority = labAuthority(nowMs);
    await serveTls(stage, [registryCertificate(authority, nowMs), authority]);
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return {
      references: { image: imageAt(host) },
      story: [`${host} serves TLS with a certificate of the Lab Root CA`, 'the host does not trust that CA'],
    };
  },
};
