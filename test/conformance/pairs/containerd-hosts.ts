import { ADDRESS } from '../rig/network.js';
import { startRegistry } from '../rig/registry.js';
import type { Rig } from '../rig/rig.js';
import { http, IMAGE, NAME, privateHttps, WITH_PORT } from './ground.js';
import type { Pair } from './pair.js';

const CERTS = '/etc/containerd/certs.d';
const CONFIG = {
  '/etc/containerd/config.toml': `version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\n  config_path = "${CERTS}"\n`,
};

const insecure = { client: 'containerd', reference: `${WITH_PORT}/${IMAGE}` } as const;
const secure = { client: 'containerd', reference: `${NAME}/${IMAGE}` } as const;

/** A plain HTTP registry, and a hosts.toml that was meant for it. */
const overHttp = (directory: string, hosts: string) => (rig: Rig) =>
  http(rig, { ...CONFIG, [`${CERTS}/${directory}/hosts.toml`]: hosts });

/** containerd 1.6 as the kubelet uses it: what people get wrong in certs.d. */
export const CONTAINERD_HOSTS: readonly Pair[] = [
  {
    ...insecure,
    name: 'containerd: an HTTP registry without a directory',
    finding: 'https-on-http-port',
    build: (rig) => http(rig, CONFIG),
  },
  {
    ...insecure,
    name: 'containerd: a capability that does not exist',
    finding: 'config-parse-error',
    build: overHttp(WITH_PORT, `[host."http://${WITH_PORT}"]\n  capabilities = ["pull", "resolv"]\n`),
  },
  {
    ...insecure,
    name: 'containerd: hosts.toml with server alone',
    finding: 'config-parse-error',
    build: overHttp(WITH_PORT, `server = "http://${WITH_PORT}"\n`),
  },
  {
    ...insecure,
    name: 'containerd: a directory without the port',
    finding: 'config-ignored-wrong-path',
    build: overHttp(NAME, `server = "http://${WITH_PORT}"\n[host."http://${WITH_PORT}"]\n`),
  },
  {
    ...insecure,
    name: 'containerd: a directory with the port in another form',
    finding: 'config-ignored-wrong-path',
    build: overHttp(`${NAME}-5000`, `server = "http://${WITH_PORT}"\n[host."http://${WITH_PORT}"]\n`),
  },
  {
    ...secure,
    name: 'containerd: skip_verify by the name it has in config.toml',
    finding: 'config-unknown-key',
    build: (rig) =>
      privateHttps(rig, {
        ...CONFIG,
        [`${CERTS}/${NAME}/hosts.toml`]: `server = "https://${NAME}"\n[host."https://${NAME}"]\n  insecure_skip_verify = true\n`,
      }),
  },
  {
    ...secure,
    name: 'containerd: a private CA that nobody was given',
    finding: 'tls-unknown-ca',
    build: (rig) => privateHttps(rig, CONFIG),
  },
  {
    ...secure,
    name: 'containerd: a CA as .pem beside no hosts.toml',
    finding: 'config-ignored-wrong-path',
    build: (rig) => privateHttps(rig, { ...CONFIG, [`${CERTS}/${NAME}/ca.pem`]: '{{ca}}' }),
  },
  {
    ...secure,
    name: 'containerd: a CA in the directory of docker',
    finding: 'config-ignored-wrong-path',
    build: (rig) => privateHttps(rig, { ...CONFIG, [`/etc/docker/certs.d/${NAME}/ca.crt`]: '{{ca}}' }),
  },
  {
    ...secure,
    name: 'containerd: a CA for the mirror alone, which has no such image',
    finding: 'tls-unknown-ca',
    build: async (rig) => {
      await privateHttps(rig, {
        ...CONFIG,
        [`${CERTS}/${NAME}/hosts.toml`]: `server = "https://${NAME}"\n[host."https://mirror.test"]\n  ca = "/etc/containerd/ca.crt"\n`,
        '/etc/containerd/ca.crt': '{{ca}}',
      });
      const certificate = await rig.pki.leaf({ names: ['mirror.test'] });
      await startRegistry(rig, { address: ADDRESS.second, port: 443, certificate, empty: true });
    },
  },
];
