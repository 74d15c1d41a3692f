import type { Fault } from '../fault.js';
import { LAB_PASSWORD, LAB_USER } from '../gates.js';
import { serveWithLogin } from '../login.js';
import { dockerConfig, imageAt, REGISTRY_NAME, TLS_PORT } from '../standard.js';

/** A good login whose token carries rights for another repository only: always Bearer. */
export const authDeniedScope: Fault = {
  title: 'The login is good, but gives no right to this repository',
  expected: 'auth-denied-scope',
  client: 'buildah',
  async arrange(stage, options) {
    await serveWithLogin(stage, { ...options, challenge: 'bearer' }, 'demo/other');
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    stage.files.set(`${options.home}/.docker/config.json`, dockerConfig(host, LAB_USER, LAB_PASSWORD));
    return {
      references: { image: imageAt(host) },
      story: [`${host} sends clients to its token service`, 'the account may pull demo/other, not demo/app'],
    };
  },
};
