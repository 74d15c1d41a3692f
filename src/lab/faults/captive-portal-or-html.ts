import { serveTrusted } from '../authority.js';
import type { Fault } from '../fault.js';
import { always, loginPage } from '../gates.js';
import { imageAt, REGISTRY_NAME, standardRegistry, TLS_PORT } from '../standard.js';

/** Shows `captive-portal-or-html`: 200 and a web page, the ping included. */
export const captivePortal: Fault = {
  title: 'A login page answers instead of a registry',
  expected: 'captive-portal-or-html',
  client: 'buildah',
  async arrange(stage, { nowMs }) {
    await serveTrusted(stage, nowMs, standardRegistry(always(loginPage())));
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return {
      references: { image: imageAt(host) },
      story: [`${host} answers every request with a web page`],
    };
  },
};
