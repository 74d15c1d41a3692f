import { ADDRESS } from '../rig/network.js';
import type { Rig } from '../rig/rig.js';
import { authFile, http, IMAGE, LOGIN, loginHttps, NAME, PORT, privateHttps, WITH_PORT } from './ground.js';
import type { Pair } from './pair.js';

const DAEMON = '/etc/docker/daemon.json';
const LOGINS = '/root/.docker/config.json';

const insecure = { client: 'docker', reference: `${WITH_PORT}/${IMAGE}` } as const;
const secure = { client: 'docker', reference: `${NAME}/${IMAGE}` } as const;

const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`;
const overHttp = (files: Readonly<Record<string, string>>) => (rig: Rig) => http(rig, files);
const overHttps = (path: string) => (rig: Rig) => privateHttps(rig, { [path]: '{{ca}}' });

/** docker and dockerd 20.10. */
export const DOCKER: readonly Pair[] = [
  {
    ...insecure,
    name: 'docker: an HTTP registry that nobody declared',
    finding: 'https-on-http-port',
    build: overHttp({}),
  },
  {
    ...insecure,
    name: 'docker: the address of an HTTP registry without its port',
    reference: `${ADDRESS.registry}:${PORT}/${IMAGE}`,
    finding: 'config-conflict',
    build: overHttp({ [DAEMON]: json({ 'insecure-registries': [ADDRESS.registry] }) }),
  },
  {
    ...insecure,
    name: 'docker: insecure-registry in daemon.json',
    finding: 'config-unknown-key',
    build: overHttp({ [DAEMON]: json({ 'insecure-registry': [WITH_PORT] }) }),
  },
  {
    ...insecure,
    name: 'docker: an insecure registry without its port',
    finding: 'config-conflict',
    build: overHttp({ [DAEMON]: json({ 'insecure-registries': [NAME] }) }),
  },
  {
    ...insecure,
    name: 'docker: an HTTP registry among the mirrors of Docker Hub',
    finding: 'config-conflict',
    build: overHttp({ [DAEMON]: json({ 'registry-mirrors': [`http://${WITH_PORT}`] }) }),
  },
  {
    ...insecure,
    name: 'docker: insecure-registries in the file of logins',
    finding: 'config-wrong-dialect',
    build: overHttp({ [LOGINS]: json({ 'insecure-registries': [WITH_PORT] }) }),
  },
  {
    ...insecure,
    name: 'docker: daemon.json beside the file of logins',
    finding: 'config-ignored-wrong-path',
    build: overHttp({ '/root/.docker/daemon.json': json({ 'insecure-registries': [WITH_PORT] }) }),
  },
  {
    ...secure,
    name: 'docker: a private CA that nobody was given',
    finding: 'tls-unknown-ca',
    build: (rig) => privateHttps(rig),
  },
  {
    ...secure,
    name: 'docker: a CA as ca.pem',
    finding: 'config-ignored-wrong-path',
    build: overHttps(`/etc/docker/certs.d/${NAME}/ca.pem`),
  },
  {
    ...secure,
    name: 'docker: a CA as ca.cert',
    finding: 'config-parse-error',
    build: overHttps(`/etc/docker/certs.d/${NAME}/ca.cert`),
  },
  {
    ...insecure,
    name: 'docker: a CA in a directory without the port',
    finding: 'config-ignored-wrong-path',
    build: (rig) => privateHttps(rig, { [`/etc/docker/certs.d/${NAME}/ca.crt`]: '{{ca}}' }, PORT),
  },
  {
    ...secure,
    name: 'docker: a CA in the directory of podman',
    finding: 'config-ignored-wrong-path',
    build: overHttps(`/etc/containers/certs.d/${NAME}/ca.crt`),
  },
  {
    ...insecure,
    name: 'docker: a login under the name without the port',
    finding: 'auth-missing-credentials',
    proof: 'hypothetical',
    build: (rig) => loginHttps(rig, { [LOGINS]: authFile(NAME, LOGIN) }),
  },
];
