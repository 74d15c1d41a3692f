import { IMAGE, NAME, PORT, privateHttps, WITH_PORT } from './ground.js';
import type { Pair } from './pair.js';

const CRI = 'plugins."io.containerd.grpc.v1.cri".registry';
const CONFIG = '/etc/containerd/config.toml';
const MIRROR = `[${CRI}.mirrors."${WITH_PORT}"]\n  endpoint = ["https://${WITH_PORT}"]\n`;
const OTHER_LOGIN = `[${CRI}.configs."other.test".auth]\n  username = "alice"\n  password = "secret"\n`;

const containerd = { client: 'containerd', reference: `${WITH_PORT}/${IMAGE}`, finding: 'tls-unknown-ca' } as const;

/** A CA that nobody was given, where each program's own files are set up differently already. */
export const TRUST: readonly Pair[] = [
  {
    ...containerd,
    name: 'trust: hosts.toml that names the registry, without its CA',
    build: (rig) =>
      privateHttps(
        rig,
        {
          [CONFIG]: `version = 2\n[${CRI}]\n  config_path = "/etc/containerd/certs.d"\n`,
          [`/etc/containerd/certs.d/${WITH_PORT}/hosts.toml`]: `server = "https://${WITH_PORT}"\n\n# ours\n[host."https://${WITH_PORT}"]\n  capabilities = ["pull", "resolve"]\n`,
        },
        PORT,
      ),
  },
  {
    ...containerd,
    name: 'trust: mirrors in config.toml',
    build: (rig) => privateHttps(rig, { [CONFIG]: `version = 2\n${MIRROR}` }, PORT),
  },
  {
    ...containerd,
    name: 'trust: mirrors and a login in config.toml, which is never written out',
    build: (rig) => privateHttps(rig, { [CONFIG]: `version = 2\n${MIRROR}${OTHER_LOGIN}` }, PORT),
  },
  {
    name: 'trust: docker, the port is part of the directory',
    client: 'docker',
    reference: `${WITH_PORT}/${IMAGE}`,
    finding: 'tls-unknown-ca',
    build: (rig) => privateHttps(rig, { [`/etc/docker/certs.d/${NAME}.note`]: 'nothing' }, PORT),
  },
];
