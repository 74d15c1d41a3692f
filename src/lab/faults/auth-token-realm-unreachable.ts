import { serveTrusted } from '../authority.js';
import type { Fault } from '../fault.js';
import { bearerGate } from '../gates.js';
import { imageAt, REGISTRY_NAME, standardRegistry, TLS_PORT } from '../standard.js';

const REALM_NAME = 'auth.lab.internal';
const REALM_PORT = 5444;

/** Shows `auth-token-realm-unreachable`: the realm is a closed port. */
export const authTokenRealmUnreachable: Fault = {
  title: 'The registry sends clients to a token service that cannot be reached',
  expected: 'auth-token-realm-unreachable',
  client: 'buildah',
  async arrange(stage, { nowMs }) {
    const realm = `https://${REALM_NAME}:${REALM_PORT}/token`;
    await serveTrusted(stage, nowMs, standardRegistry(bearerGate(realm)));
    stage.hosts(REGISTRY_NAME, REALM_NAME);
    await stage.close(REALM_PORT);
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return {
      references: { image: imageAt(host) },
      story: [`${host} sends clients to ${realm}`, `nothing listens on ${REALM_NAME}:${REALM_PORT}`],
    };
  },
};
