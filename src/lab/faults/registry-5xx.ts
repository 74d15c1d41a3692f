import { serveTrusted } from '../authority.js';
import { answer } from '../exchange.js';
import type { Fault } from '../fault.js';
import { always } from '../gates.js';
import { imageAt, REGISTRY_NAME, standardRegistry, TLS_PORT } from '../standard.js';

/** Shows `registry-5xx`: what a gateway says when nothing is behind it. */
export const registry5xx: Fault = {
  title: 'The registry is failing',
  expected: 'registry-5xx',
  client: 'buildah',
  async arrange(stage, { nowMs }) {
    await serveTrusted(
      stage,
      nowMs,
      standardRegistry(always(answer(503, { 'content-type': 'text/plain' }, 'no healthy upstream\n'))),
    );
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return {
      references: { image: imageAt(host) },
      story: [`${host} answers 503 to everything`],
    };
  },
};
