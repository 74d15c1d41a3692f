import { registryCertificate, serveTls } from '../authority.js';
import type { Fault } from '../fault.js';
import { imageAt, REGISTRY_NAME, TLS_PORT } from '../standard.js';

/** Shows `tls-self-signed`: one certificate, its own issuer. */
export const tlsSelfSigned: Fault = {
  title: 'The registry’s certificate is self-signed',
  expected: 'tls-self-signed',
  client: 'buildah',
  async arrange(stage, { nowMs }) {
    await serveTls(stage, [registryCertificate(null, nowMs)]);
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return {
      references: { image: imageAt(host) },
      story: [`${host} serves TLS with a certificate that signs itself`],
    };
  },
};
