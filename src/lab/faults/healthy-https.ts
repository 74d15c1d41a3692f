import { serveTrusted } from '../authority.js';
import type { Fault } from '../fault.js';
import { imageAt, REGISTRY_NAME, TLS_PORT } from '../standard.js';

/** Nothing wrong, over TLS: what a check must be silent about. */
export const healthyHttps: Fault = {
  title: 'A TLS registry whose CA the host trusts',
  expected: null,
  client: 'buildah',
  async arrange(stage, { nowMs }) {
    await serveTrusted(stage, nowMs);
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return {
      references: { image: imageAt(host) },
      story: [`${host} serves TLS with a certificate of the Lab Root CA`, 'the host trusts the Lab Root CA'],
    };
  },
};
