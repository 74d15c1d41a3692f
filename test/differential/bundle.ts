import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { CHECKOUT } from '../conformance/rig/client-files.js';

/** A bug put into the prediction on purpose: `find` in the file becomes `replace`. */
export interface PlantedBug {
  /** Path below the checkout. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** Bundles the prediction process (predict/process.ts) into `directory`, with a bug planted if asked. Gives the file. */
export async function bundlePredictor(directory: string, bug: PlantedBug | null = null): Promise<string> {
  const outfile = join(await mkdtemp(join(directory, 'predictor-')), 'predictor.mjs');
  await build({
    absWorkingDir: CHECKOUT,
    entryPoints: ['test/differential/predict/process.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    // As scripts/build.mjs: jsonc-parser's main entry is UMD, and CommonJS dependencies call require().
    mainFields: ['module', 'main'],
    banner: { js: "import {createRequire as __cr} from 'node:module';const require=__cr(import.meta.url);" },
    define: { __REGDOCTOR_VERSION__: '"differential"' },
    logLevel: 'error',
    plugins: bug === null ? [] : [planted(bug)],
  });
  return outfile;
}

/** Fails where the text is not there any more: a bug that isn't planted proves nothing. */
function planted({ file, find, replace }: PlantedBug): Plugin {
  return {
    name: 'planted bug',
    setup(setup) {
      let done = false;
      const path = join(CHECKOUT, file);
      setup.onLoad({ filter: /\.ts$/ }, async (loaded) => {
        if (loaded.path !== path) return null;
        const { readFile } = await import('node:fs/promises');
        const text = await readFile(path, 'utf8');
        if (!text.includes(find)) return { errors: [{ text: `${file} has no ${find}` }] };
        done = true;
        return { contents: text.replace(find, replace), loader: 'ts' };
      });
      setup.onEnd(() => (done ? null : { errors: [{ text: `${file} is not part of the prediction` }] }));
    },
  };
}
