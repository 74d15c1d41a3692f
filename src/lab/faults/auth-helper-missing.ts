import { serveTrusted } from '../authority.js';
import type { Fault } from '../fault.js';
import { imageAt, REGISTRY_NAME, TLS_PORT } from '../standard.js';

/** Not a name that any package installs. */
const HELPER = 'lab-keychain';

/** Shows `auth-helper-missing`: a login file from another machine names a program that is not here, and even a public image can't be pulled. */
export const authHelperMissing: Fault = {
  title: 'The login file names a credential helper that is not installed',
  expected: 'auth-helper-missing',
  client: 'buildah',
  async arrange(stage, { nowMs, home }) {
    await serveTrusted(stage, nowMs);
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    const path = `${home}/.docker/config.json`;
    stage.files.set(path, `${JSON.stringify({ credHelpers: { [host]: HELPER } }, null, 2)}\n`);
    return {
      references: { image: imageAt(host) },
      story: [`${host} asks nobody for a login`, `${path} names docker-credential-${HELPER} for it, which is not here`],
    };
  },
};
