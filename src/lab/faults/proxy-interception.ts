import { labAuthority, registryCertificate, serveTls } from '../authority.js';
import type { Fault } from '../fault.js';
import { imageAt, REGISTRY_NAME, TLS_PORT } from '../standard.js';

/** As such a firewall names the CA that it is delivered with. */
const INSPECTION_CA = 'FortiGate CA';

/** Shows `proxy-interception`: no proxy is set, and the certificate's issuer tells who opened the connection. */
export const proxyInterception: Fault = {
  title: 'A firewall on the way opens the TLS connection and shows a certificate of its own',
  expected: 'proxy-interception',
  client: 'buildah',
  async arrange(stage, { nowMs }) {
    const authority = labAuthority(nowMs, INSPECTION_CA);
    await serveTls(stage, [registryCertificate(authority, nowMs), authority]);
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return {
      references: { image: imageAt(host) },
      story: [
        `${host} answers with a certificate that the ${INSPECTION_CA} has signed, as an inspecting firewall does`,
        'the host does not trust that CA',
      ],
    };
  },
};
