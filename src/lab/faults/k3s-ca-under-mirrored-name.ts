import { labAuthority, registryCertificate } from '../authority.js';
import type { Fault } from '../fault.js';
import { imageAt, REGISTRY_NAME, standardRegistry, TLS_PORT } from '../standard.js';

const MIRROR_NAME = 'mirror.lab.internal';
const CA_FILE = '/etc/rancher/k3s/lab-ca.crt';
const HTTPS_PORT = 443;

const REGISTRIES = `mirrors:
  "${REGISTRY_NAME}":
    endpoint:
      - "https://${MIRROR_NAME}:${TLS_PORT}"
configs:
  "${REGISTRY_NAME}":
    tls:
      ca_file: ${CA_FILE}
`;

/** Shows `config-ignored-wrong-path` on a k3s node: TLS settings count for the name that is contacted, not for the one in the image. */
export const k3sCaUnderMirroredName: Fault = {
  title: 'k3s: the CA of a mirror lies under the name of the registry that it mirrors',
  expected: 'config-ignored-wrong-path',
  client: 'k3s',
  async arrange(stage, { nowMs }) {
    const authority = labAuthority(nowMs);
    const certificate = registryCertificate(authority, nowMs, { subject: MIRROR_NAME, dnsNames: [MIRROR_NAME] });
    stage.hosts(REGISTRY_NAME, MIRROR_NAME);
    await stage.serve(TLS_PORT, {
      handler: standardRegistry(),
      tls: { chain: certificate.pem, key: certificate.keyPem },
    });
    await stage.close(HTTPS_PORT);
    stage.files.set('/etc/rancher/k3s/registries.yaml', REGISTRIES);
    stage.files.set(CA_FILE, authority.pem);
    return {
      references: { image: imageAt(REGISTRY_NAME) },
      story: [
        `${REGISTRY_NAME} can't be reached from here (port 443 refuses); its mirror ${MIRROR_NAME}:${TLS_PORT} can`,
        'the mirror’s certificate is of the Lab Root CA',
        `registries.yaml names that CA under configs "${REGISTRY_NAME}"`,
      ],
    };
  },
};
