import type { Fault } from '../fault.js';
import { LAB_USER, labToken } from '../gates.js';
import { serveWithLogin } from '../login.js';
import { dockerConfig, imageAt, REGISTRY_NAME, TLS_PORT } from '../standard.js';

/** As a login at a cloud's registry leaves it: the password is a token that lives for hours. */
const LIVED_S = 12 * 3600;
const AGO_S = 3600;

/** Shows `auth-expired-token`, with a Basic or a Bearer challenge. */
export const authExpiredToken: Fault = {
  title: 'The stored login is a token that has run out',
  expected: 'auth-expired-token',
  client: 'buildah',
  async arrange(stage, options) {
    await serveWithLogin(stage, options);
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    const seconds = Math.floor(options.nowMs / 1000);
    const token = labToken({ iat: seconds - AGO_S - LIVED_S, exp: seconds - AGO_S });
    stage.files.set(`${options.home}/.docker/config.json`, dockerConfig(host, LAB_USER, token));
    return {
      references: { image: imageAt(host) },
      story: [
        `${host} asks for a login (${options.challenge})`,
        `the password in ${options.home}/.docker/config.json is a token that ran out an hour ago`,
      ],
    };
  },
};
