import type { Fault } from '../fault.js';
import { LAB_USER } from '../gates.js';
import { serveWithLogin } from '../login.js';
import { dockerConfig, imageAt, REGISTRY_NAME, TLS_PORT } from '../standard.js';

/** Shows `auth-bad-credentials`, with a Basic or a Bearer challenge. */
export const authBadCredentials: Fault = {
  title: 'The login is wrong',
  expected: 'auth-bad-credentials',
  client: 'buildah',
  async arrange(stage, options) {
    await serveWithLogin(stage, options);
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    stage.files.set(`${options.home}/.docker/config.json`, dockerConfig(host, LAB_USER, 'last-years-password'));
    return {
      references: { image: imageAt(host) },
      story: [
        `${host} asks for a login (${options.challenge})`,
        `${options.home}/.docker/config.json has an old password for it`,
      ],
    };
  },
};
