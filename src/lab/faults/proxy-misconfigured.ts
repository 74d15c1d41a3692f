import { serveTrusted } from '../authority.js';
import { answer } from '../exchange.js';
import type { Fault } from '../fault.js';
import { imageAt, REGISTRY_NAME, TLS_PORT } from '../standard.js';

const PROXY_PORT = 3128;

/** Shows `proxy-misconfigured`: the direct way is open. (Go never proxies loopback literals; a name it does.) */
export const proxyMisconfigured: Fault = {
  title: 'An internal registry is asked for through a proxy that does not let it pass',
  expected: 'proxy-misconfigured',
  client: 'buildah',
  async arrange(stage, { nowMs }) {
    await serveTrusted(stage, nowMs);
    await stage.serve(PROXY_PORT, { handler: () => answer(403), refuseConnect: '403 Forbidden' });
    stage.environment.set('https_proxy', `http://${stage.address}:${PROXY_PORT}`);
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return {
      references: { image: imageAt(host) },
      story: [
        `${host} serves TLS and can be reached directly`,
        `https_proxy is http://${stage.address}:${PROXY_PORT}, which answers 403 Forbidden to CONNECT`,
        'no_proxy does not name the registry',
      ],
    };
  },
};
