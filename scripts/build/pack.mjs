// Puts the whole bundle into one script, each chunk a function in it, so that V8's code for it can be kept in one file (bin/load.js).
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';

/** @param dist where the chunks are. @param names their files. Gives a script whose value has a function for each: (exports, require, module). */
export async function pack(dist, names) {
  const functions = await Promise.all(
    names.map(async (name) => {
      const { code } = await transform(await readFile(join(dist, name), 'utf8'), {
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
