// Puts the whole bundle into one script, each chunk a function in it, so that V8's code for it can be kept in one file (bin/load.js).
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';

/** What each chunk begins with: CommonJS dependencies inside an ESM bundle call require(). In the one script it is handed over. */
export const OWN_REQUIRE = "import {createRequire as __cr} from 'node:module';const require=__cr(import.meta.url);";

/** @param dist where the chunks are. @param names their files. Gives a script whose value has a function for each: (exports, require, module). */
export async function pack(dist, names) {
  const functions = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(dist, name), 'utf8');
      const { code } = await transform(text.replace(OWN_REQUIRE, ''), {
        format: 'cjs',
        platform: 'node',
        target: 'node22.19',
        minifyWhitespace: true,
        lineLimit: 120,
        // A script has no import(); what is asked for late is in the same script.
        supported: { 'dynamic-import': false },
        // Every chunk asks only for what lies beside all of them.
        define: { 'import.meta.url': 'HERE' },
      });
      return `${JSON.stringify(`./${name}`)}(exports,require,module,HERE){${code}\n}`;
    }),
  );
  return `({\n${functions.join(',\n')}\n})\n`;
}
