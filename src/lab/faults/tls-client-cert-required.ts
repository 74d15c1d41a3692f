import { labAuthority, registryCertificate, trust } from '../authority.js';
import type { Fault } from '../fault.js';
import { imageAt, REGISTRY_NAME, standardRegistry, TLS_PORT } from '../standard.js';

/** Shows `tls-client-cert-required`: a trusted server that lets in only who shows a client certificate, and a client that has none. */
export const tlsClientCertRequired: Fault = {
  title: 'The registry wants a client certificate, and there is none',
  expected: 'tls-client-cert-required',
  client: 'buildah',
  async arrange(stage, { nowMs }) {
    const authority = labAuthority(nowMs);
    trust(stage, authority);
    const own = registryCertificate(authority, nowMs);
    stage.hosts(REGISTRY_NAME);
    await stage.serve(TLS_PORT, {
      handler: standardRegistry(),
      tls: { chain: own.pem, key: own.keyPem, clientAuthority: authority.pem },
    });
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return {
      references: { image: imageAt(host) },
      story: [
        `${host} lets in only who shows a client certificate of the Lab Root CA`,
        `nothing is in /etc/containers/certs.d/${host}`,
      ],
    };
  },
};
