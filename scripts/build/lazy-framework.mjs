// Makes the bundled command framework evaluate a module when it is first used, not at every start: a command needs a tenth of it.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FRAMEWORK = /[\\/]node_modules[\\/]@oclif[\\/]core[\\/]lib[\\/].*\.js$/;
/** What the framework asks for and no start needs: each gets a file of its own, read when it is asked for. */
export const VENDORED = ['ejs', 'minimatch', 'semver', 'tinyglobby', 'cli-spinners', 'lilconfig', 'get-package-type'];

const here = dirname(fileURLToPath(import.meta.url));

/** An esbuild plugin for the bundle that holds the framework. */
export const lazyFramework = {
  name: 'lazy-framework',
  setup(build) {
    build.onResolve({ filter: /^@oclif\/core$/ }, ({ importer }) =>
      FRAMEWORK.test(importer) ? undefined : { path: join(here, 'framework.mjs') },
    );
    build.onResolve({ filter: /^wsl-utils$/ }, () => ({ path: join(here, 'not-wsl.mjs') }));
    build.onResolve({ filter: /^debug$/ }, ({ importer }) =>
      FRAMEWORK.test(importer) ? { path: join(here, 'silent-debug.cjs') } : undefined,
    );
    build.onResolve({ filter: /^[a-z-]+$/ }, ({ path, importer }) =>
      VENDORED.includes(path) && FRAMEWORK.test(importer)
        ? { path: `./vendor/${path}.cjs`, external: true }
        : undefined,
    );
    build.onLoad({ filter: FRAMEWORK }, async ({ path }) => ({
      contents: lazily(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

/** As TypeScript writes CommonJS: `const x_1 = require("y")`, used as `x_1.z` alone. */
const REQUIRED =
  /^(?:const|var) (\w+_\d+) = (require\("[^"]+"\)|__importDefault\(require\("[^"]+"\)\)|__importStar\(require\("[^"]+"\)\));$/gm;
/** `const Errors = __importStar(require("./errors"))`, used as `Errors.z` alone. */
const STARRED = /^const (\w+) = (__importStar\(require\("[^"]+"\)\));$/gm;
/** `exports.Flags = __importStar(require("./flags"))`. */
const EXPORTED = /^exports\.(\w+) = (__importStar\(require\("[^"]+"\)\));$/gm;

/** Command names are plain ASCII: the first comparison by locale loads ICU's tables, 14 ms. */
const BY_LOCALE = 'a.id.localeCompare(b.id)';

/** @param {string} text a CommonJS module as TypeScript writes it; gives the same with every `require` at the point of use. */
export function lazily(text) {
  const names = [...text.matchAll(REQUIRED), ...text.matchAll(STARRED)].map(([, name]) => name);
  const declared = text
    .replace(BY_LOCALE, '(a.id < b.id ? -1 : a.id > b.id ? 1 : 0)')
    .replace(REQUIRED, 'let $1$$; const $1 = () => ($1$$ ??= $2);')
    .replace(STARRED, 'let $1$$; const $1 = () => ($1$$ ??= $2);')
    .replace(
      EXPORTED,
      'let $1$$; Object.defineProperty(exports, "$1", { enumerable: true, configurable: true, get: () => ($1$$ ??= $2) });',
    );
  return names.reduce((so, name) => so.replace(new RegExp(`(?<![\\w$.])${name}\\.`, 'g'), `(${name}()).`), declared);
}
