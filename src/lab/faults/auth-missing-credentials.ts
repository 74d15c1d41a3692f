import type { Fault } from '../fault.js';
import { serveWithLogin } from '../login.js';
import { imageAt, REGISTRY_NAME, TLS_PORT } from '../standard.js';

/** Shows `auth-missing-credentials`, with a Basic or a Bearer challenge. */
export const authMissingCredentials: Fault = {
  title: 'The registry wants a login, and there is none',
  expected: 'auth-missing-credentials',
  client: 'buildah',
  async arrange(stage, options) {
    await serveWithLogin(stage, options);
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return {
      references: { image: imageAt(host) },
      story: [`${host} asks for a login (${options.challenge})`, 'no configuration has one for it'],
    };
  },
};
