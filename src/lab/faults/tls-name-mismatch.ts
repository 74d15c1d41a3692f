import { labAuthority, registryCertificate, serveTls, trust } from '../authority.js';
import type { Fault } from '../fault.js';
import { imageAt, REGISTRY_NAME, TLS_PORT } from '../standard.js';

/** Shows `tls-name-mismatch`: a trusted chain for another name. */
export const tlsNameMismatch: Fault = {
  title: 'The registry’s certificate is for another name',
  expected: 'tls-name-mismatch',
  client: 'buildah',
  async arrange(stage, { nowMs }) {
    const authority = labAuthority(nowMs);
    trust(stage, authority);
    await serveTls(stage, [
      registryCertificate(authority, nowMs, { subject: 'other', dnsNames: ['old-registry.lab.internal'] }),
    ]);
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return {
      references: { image: imageAt(host) },
      story: [`${host} shows a certificate for old-registry.lab.internal`],
    };
  },
};
