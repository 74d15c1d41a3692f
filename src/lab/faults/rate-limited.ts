import { serveTrusted } from '../authority.js';
import { errorAnswer } from '../exchange.js';
import type { Fault } from '../fault.js';
import { afterPing } from '../gates.js';
import { imageAt, REGISTRY_NAME, standardRegistry, TLS_PORT } from '../standard.js';

/** Shows `rate-limited`: 429 with Retry-After, after a ping that went well. */
export const rateLimited: Fault = {
  title: 'The registry limits pulls',
  expected: 'rate-limited',
  client: 'buildah',
  async arrange(stage, { nowMs }) {
    await serveTrusted(
      stage,
      nowMs,
      standardRegistry(
        afterPing(errorAnswer(429, 'TOOMANYREQUESTS', 'pull rate limit reached', { 'retry-after': '2' })),
      ),
    );
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return {
      references: { image: imageAt(host) },
      story: [`${host} answers 429 to every manifest`],
    };
  },
};
