import type { Rig } from '../rig/rig.js';
import { AUTH_PATH, authFile, http, IMAGE, LOGIN, loginHttps, NAME, PORT, privateHttps, WITH_PORT } from './ground.js';
import type { Pair } from './pair.js';

const MAIN = '/etc/containers/registries.conf';
const DECLARED = `[[registry]]\nlocation = "${WITH_PORT}"\ninsecure = true\n`;

const reference = `${WITH_PORT}/${IMAGE}`;

/** A plain HTTP registry, and a registries.conf that was meant to declare it. */
const declared =
  (content: string, path: string = MAIN) =>
  (rig: Rig) =>
    http(rig, { [path]: content });

/** A registry with a private CA on port 5000, and the CA in a place where nobody looks for it. */
const authorityAt = (path: string) => (rig: Rig) => privateHttps(rig, { [path]: '{{ca}}' }, PORT);

/** buildah 1.28, podman 4.3 and skopeo 1.9, beside what the other cases of this family hold. */
export const CONTAINERS_IMAGE: readonly Pair[] = [
  {
    client: 'podman',
    reference,
    name: 'podman: a drop-in without .conf',
    finding: 'config-ignored-wrong-path',
    build: declared(DECLARED, '/etc/containers/registries.conf.d/registry'),
  },
  {
    client: 'buildah',
    reference,
    name: 'buildah: a scheme in location',
    finding: 'config-parse-error',
    build: declared(`[[registry]]\nlocation = "http://${WITH_PORT}"\ninsecure = true\n`),
  },
  {
    client: 'buildah',
    reference,
    name: 'buildah: another port in location',
    finding: 'config-conflict',
    build: declared(`[[registry]]\nlocation = "${NAME}:5001"\ninsecure = true\n`),
  },
  {
    client: 'skopeo',
    reference,
    name: 'skopeo: insecure, misspelt',
    finding: 'config-unknown-key',
    build: declared(`[[registry]]\nlocation = "${WITH_PORT}"\ninsecur = true\n`),
  },
  {
    client: 'podman',
    reference,
    name: 'podman: tables of version 1 and 2 in one file',
    finding: 'config-parse-error',
    build: declared(`${DECLARED}\n[registries.insecure]\nregistries = ["${WITH_PORT}"]\n`),
  },
  {
    client: 'buildah',
    reference,
    name: 'buildah: [registry] in place of [[registry]]',
    finding: 'config-parse-error',
    build: declared(`[registry]\nlocation = "${WITH_PORT}"\ninsecure = true\n`),
  },
  {
    client: 'podman',
    reference,
    name: "podman: docker's insecure-registries in registries.conf",
    finding: 'config-unknown-key',
    build: declared(`insecure-registries = ["${WITH_PORT}"]\n`),
  },
  {
    client: 'buildah',
    reference,
    name: 'buildah: a registries.conf at home hides that of the machine',
    finding: 'config-ignored-wrong-path',
    build: (rig) => http(rig, { [MAIN]: DECLARED, '/root/.config/containers/registries.conf': '# nothing yet\n' }),
  },
  {
    client: 'skopeo',
    reference,
    name: 'skopeo: a CA in certs.d as .pem',
    finding: 'config-ignored-wrong-path',
    build: authorityAt(`/etc/containers/certs.d/${WITH_PORT}/ca.pem`),
  },
  {
    client: 'podman',
    reference,
    name: 'podman: a CA in certs.d without the port',
    finding: 'config-ignored-wrong-path',
    build: authorityAt(`/etc/containers/certs.d/${NAME}/ca.crt`),
  },
  {
    client: 'buildah',
    reference,
    name: 'buildah: a CA in certs.d, the colon an underscore',
    finding: 'config-ignored-wrong-path',
    build: authorityAt(`/etc/containers/certs.d/${NAME}_${PORT}/ca.crt`),
  },
  {
    client: 'skopeo',
    reference,
    name: 'skopeo: a login under the name without the port',
    finding: 'auth-missing-credentials',
    proof: 'hypothetical',
    build: (rig) => loginHttps(rig, { [AUTH_PATH]: authFile(NAME, LOGIN) }),
  },
];
