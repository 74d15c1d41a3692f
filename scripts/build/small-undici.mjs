// undici as it is used here: one class, over connections that are open already.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CLIENT = join(dirname(fileURLToPath(import.meta.url)), 'undici-client.cjs');

/** An esbuild plugin: of undici only its HTTP/1 client is bundled. Its file for all brings fetch, WebSockets, caches and mocks along. */
export const smallUndici = {
  name: 'small-undici',
  setup(build) {
    build.onResolve({ filter: /^undici$/ }, () => ({ path: CLIENT }));
  },
};

/** Says to undici that it is bundled, as Node's own build does: its second parser, an experiment, then stays out. */
export const BUNDLED_UNDICI = { esbuildDetection: 'true' };
