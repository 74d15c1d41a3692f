import { DAY_MS, labAuthority, registryCertificate, serveTls, trust } from '../authority.js';
import type { Fault } from '../fault.js';
import { imageAt, REGISTRY_NAME, TLS_PORT } from '../standard.js';

/** Shows `tls-expired`: a trusted chain that ended yesterday. */
export const tlsExpired: Fault = {
  title: 'The registry’s certificate has expired',
  expected: 'tls-expired',
  client: 'buildah',
  async arrange(stage, { nowMs }) {
    const authority = labAuthority(nowMs);
    trust(stage, authority);
    const yesterday = { notBeforeMs: nowMs - 90 * DAY_MS, notAfterMs: nowMs - DAY_MS };
    await serveTls(stage, [registryCertificate(authority, nowMs, yesterday)]);
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return {
      references: { image: imageAt(host) },
      story: [`${host} shows a certificate that expired a day ago`],
    };
  },
};
