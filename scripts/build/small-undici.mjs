// undici as it is used here: one class, over connections that are open already.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CLIENT = join(dirname(fileURLToPath(import.meta.url)), 'undici-client.cjs');

/** What its HTTP/1 client takes from modules of Node that are slow to load (milliseconds at each start), and that nothing else here needs. */
const STAND_INS = {
  'node:assert': `module.exports = (holds, message) => {
    if (!holds) throw new Error(typeof message === 'string' ? message : 'undici: an assertion does not hold');
  };`,
  // Node's own limit, which undici asks for at each client, and a class that a body is compared with: bodies are text here.
  'node:http': 'module.exports = { maxHeaderSize: 16384, IncomingMessage: class {} };',
  // HTTP/2 is never offered; undici itself does this where Node has none.
  'node:http2': 'module.exports = { constants: {} };',
};
const FROM_UNDICI = /[\\/]undici[\\/]lib[\\/]/;

/** An esbuild plugin: of undici only its HTTP/1 client is bundled. Its file for all brings fetch, WebSockets, caches and mocks along. */
export const smallUndici = {
  name: 'small-undici',
  setup(build) {
    build.onResolve({ filter: /^undici$/ }, () => ({ path: CLIENT }));
    build.onResolve({ filter: /^node:(assert|http|http2)$/ }, ({ path, importer }) =>
      FROM_UNDICI.test(importer) ? { path, namespace: 'undici-stand-in' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'undici-stand-in' }, ({ path }) => ({ contents: STAND_INS[path] }));
  },
};

/** Says to undici that it is bundled, as Node's own build does: its second parser, an experiment, then stays out. */
export const BUNDLED_UNDICI = { esbuildDetection: 'true' };
