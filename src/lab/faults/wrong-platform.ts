import { serveTrusted } from '../authority.js';
import type { Fault } from '../fault.js';
import { tinyImage } from '../image.js';
import { registry } from '../registry.js';
import { imageAt, REGISTRY_NAME, REPOSITORY, TLS_PORT } from '../standard.js';

// Platforms that no client here would ask for.
const FOREIGN = [
  { os: 'linux', architecture: 'mips64le' },
  { os: 'windows', architecture: 'amd64' },
];

/** Shows `wrong-platform`: an index without an entry for the platform asked for. */
export const wrongPlatform: Fault = {
  title: 'The image has no build for this platform',
  expected: 'wrong-platform',
  client: 'buildah',
  async arrange(stage, { nowMs }) {
    const image = tinyImage(FOREIGN);
    await serveTrusted(
      stage,
      nowMs,
      registry({ repositories: { [REPOSITORY]: { image, tags: { latest: 'index' } } } }),
    );
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return {
      references: { image: imageAt(host) },
      story: [`${imageAt(host)} is built for linux/mips64le and windows/amd64 only`],
    };
  },
};
