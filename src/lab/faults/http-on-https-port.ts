import { serveTrusted } from '../authority.js';
import type { Fault } from '../fault.js';
import { imageAt, REGISTRY_NAME, TLS_PORT } from '../standard.js';

const CONFIG = `version = 2

[plugins."io.containerd.grpc.v1.cri".registry]
  config_path = "/etc/containerd/certs.d"
`;

/** Shows `http-on-https-port`: containers/image always tries TLS first, so it takes a client that is told the scheme. */
export const httpOnHttpsPort: Fault = {
  title: 'containerd is told http:// for a port that speaks TLS',
  expected: 'http-on-https-port',
  client: 'containerd',
  async arrange(stage, { nowMs }) {
    await serveTrusted(stage, nowMs);
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    stage.files.set('/etc/containerd/config.toml', CONFIG);
    stage.files.set(`/etc/containerd/certs.d/${host}/hosts.toml`, `server = "http://${host}"\n`);
    return {
      references: { image: imageAt(host) },
      story: [`${host} serves TLS`, `hosts.toml says http://${host}`],
    };
  },
};
