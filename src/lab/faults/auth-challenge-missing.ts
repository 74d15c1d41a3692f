import { serveTrusted } from '../authority.js';
import type { Fault } from '../fault.js';
import { basicGate, LAB_PASSWORD, LAB_USER } from '../gates.js';
import { dockerConfig, imageAt, REGISTRY_NAME, standardRegistry, TLS_PORT } from '../standard.js';

/** As a web server in front that protects what lies below `/v2/` and forgets `/v2/` itself. */
export const authChallengeMissing: Fault = {
  title: 'The registry wants a login for images, but /v2/ does not say so',
  expected: 'auth-challenge-missing',
  client: 'buildah',
  async arrange(stage, { nowMs, home }) {
    const handler = standardRegistry((request) => (request.path === '/v2/' ? null : basicGate(request)));
    await serveTrusted(stage, nowMs, handler);
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    stage.files.set(`${home}/.docker/config.json`, dockerConfig(host, LAB_USER, LAB_PASSWORD));
    return {
      references: { image: imageAt(host) },
      story: [
        `${host} answers /v2/ to everybody and 401 to what lies below`,
        `${home}/.docker/config.json has a good login`,
      ],
    };
  },
};
