import { DAY_MS, labAuthority, registryCertificate, serveTls, trust } from '../authority.js';
import type { Fault } from '../fault.js';
import { imageAt, REGISTRY_NAME, TLS_PORT } from '../standard.js';

/** Shows `tls-not-yet-valid-clock-skew`: a trusted chain that begins in two days. */
export const tlsNotYetValid: Fault = {
  title: 'The registry’s certificate is not valid yet, or this clock is slow',
  expected: 'tls-not-yet-valid-clock-skew',
  client: 'buildah',
  async arrange(stage, { nowMs }) {
    const authority = labAuthority(nowMs);
    trust(stage, authority);
    const later = { notBeforeMs: nowMs + 2 * DAY_MS, notAfterMs: nowMs + 90 * DAY_MS };
    await serveTls(stage, [registryCertificate(authority, nowMs, later)]);
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return {
      references: { image: imageAt(host) },
      story: [`${host} shows a certificate that is valid in two days`],
    };
  },
};
