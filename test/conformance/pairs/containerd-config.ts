import { setTimeout as sleep } from 'node:timers/promises';
import { http, IMAGE, LOGIN, loginHttps, NAME, PORT, privateHttps, WITH_PORT, writeFiles } from './ground.js';
import type { Pair } from './pair.js';

const CONFIG = '/etc/containerd/config.toml';
const CERTS = '/etc/containerd/certs.d';
const CRI = 'plugins."io.containerd.grpc.v1.cri".registry';
const HOSTS = `server = "http://${WITH_PORT}"\n[host."http://${WITH_PORT}"]\n  capabilities = ["pull", "resolve"]\n`;
const HOSTS_PATH = `${CERTS}/${WITH_PORT}/hosts.toml`;

/** A file counts as younger than a running program from two seconds on. */
const CLOCKS_DIFFER_MS = 2500;

const insecure = { client: 'containerd', reference: `${WITH_PORT}/${IMAGE}` } as const;
const secure = { client: 'containerd', reference: `${NAME}/${IMAGE}` } as const;

/** containerd 1.6 as the kubelet uses it: what people get wrong in config.toml. */
export const CONTAINERD_CONFIG: readonly Pair[] = [
  {
    ...insecure,
    name: 'containerd: an HTTP registry, and no configuration at all',
    finding: 'https-on-http-port',
    build: (rig) => http(rig),
  },
  {
    ...insecure,
    name: 'containerd: hosts.toml without config_path',
    finding: 'config-ignored-wrong-path',
    build: (rig) => http(rig, { [CONFIG]: 'version = 2\n', [HOSTS_PATH]: HOSTS }),
  },
  {
    ...insecure,
    name: 'containerd: config.toml without version = 2',
    finding: 'config-ignored-wrong-path',
    build: (rig) => http(rig, { [CONFIG]: `[${CRI}]\n  config_path = "${CERTS}"\n`, [HOSTS_PATH]: HOSTS }),
  },
  {
    ...insecure,
    name: 'containerd: the section name of 2.x on 1.6',
    finding: 'config-ignored-wrong-path',
    build: (rig) =>
      http(rig, {
        [CONFIG]: `version = 2\n[plugins."io.containerd.cri.v1.images".registry]\n  config_path = "${CERTS}"\n`,
        [HOSTS_PATH]: HOSTS,
      }),
  },
  {
    ...insecure,
    name: 'containerd: a mirrors endpoint with a slash at its end',
    finding: 'config-unknown-key',
    build: (rig) =>
      http(rig, { [CONFIG]: `version = 2\n[${CRI}.mirrors."${WITH_PORT}"]\n  endpoint = ["http://${WITH_PORT}/"]\n` }),
  },
  {
    ...insecure,
    name: 'containerd: a key of mirrors without the port',
    finding: 'config-unknown-key',
    build: (rig) =>
      http(rig, { [CONFIG]: `version = 2\n[${CRI}.mirrors."${NAME}"]\n  endpoint = ["http://${WITH_PORT}"]\n` }),
  },
  {
    ...secure,
    name: 'containerd: a key of configs with a scheme',
    finding: 'config-unknown-key',
    build: (rig) =>
      privateHttps(rig, {
        [CONFIG]: `version = 2\n[${CRI}.configs."https://${NAME}".tls]\n  ca_file = "/etc/containerd/ca.crt"\n`,
        '/etc/containerd/ca.crt': '{{ca}}',
      }),
  },
  {
    ...insecure,
    name: 'containerd: mirrors beside config_path, and CRI is not loaded',
    finding: 'config-conflict',
    build: (rig) =>
      http(rig, {
        [CONFIG]: `version = 2\n[${CRI}]\n  config_path = "${CERTS}"\n[${CRI}.mirrors."${WITH_PORT}"]\n  endpoint = ["http://${WITH_PORT}"]\n`,
      }),
  },
  {
    ...insecure,
    name: 'containerd: config.toml changed after the start',
    finding: 'config-needs-restart',
    severity: 'warning',
    build: (rig) => http(rig, { [CONFIG]: 'version = 2\n', [HOSTS_PATH]: HOSTS }),
    afterStart: async (rig) => {
      await sleep(CLOCKS_DIFFER_MS);
      await writeFiles(rig, { [CONFIG]: `version = 2\n[${CRI}]\n  config_path = "${CERTS}"\n` });
    },
  },
  {
    ...insecure,
    name: 'containerd: registries.conf says that the registry is insecure',
    finding: 'config-ignored-wrong-path',
    build: (rig) =>
      http(rig, { '/etc/containers/registries.conf': `[[registry]]\nlocation = "${WITH_PORT}"\ninsecure = true\n` }),
  },
  {
    ...insecure,
    name: 'containerd: daemon.json says that the registry is insecure',
    finding: 'config-ignored-wrong-path',
    build: (rig) => http(rig, { '/etc/docker/daemon.json': `{"insecure-registries": ["${WITH_PORT}"]}\n` }),
  },
  {
    ...insecure,
    name: 'containerd: a login under a key of configs without the port',
    finding: 'auth-missing-credentials',
    proof: 'hypothetical',
    build: (rig) => {
      const [user, password] = LOGIN.split(':');
      const login = `  username = "${user}"\n  password = "${password}"\n`;
      return loginHttps(rig, { [CONFIG]: `version = 2\n[${CRI}.configs."${NAME}".auth]\n${login}` });
    },
  },
  {
    ...secure,
    name: `containerd: the CA of a port that is not asked for, ${PORT}`,
    finding: 'config-unknown-key',
    build: (rig) =>
      privateHttps(rig, {
        [CONFIG]: `version = 2\n[${CRI}.configs."${WITH_PORT}".tls]\n  ca_file = "/etc/containerd/ca.crt"\n`,
        '/etc/containerd/ca.crt': '{{ca}}',
      }),
  },
];
