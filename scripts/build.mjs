import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const common = {
  absWorkingDir: root,
  outdir: dist,
  bundle: true,
  format: 'esm',
  platform: 'node',
  // jsonc-parser's main entry is UMD, which no bundler can follow.
  mainFields: ['module', 'main'],
  target: 'node22.19',
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'warning',
};
const result = await build({
  ...common,
  entryPoints: { main: 'src/cli.ts', commands: 'commands/index.ts' },
  splitting: true,
  metafile: true,
  define: { __REGDOCTOR_VERSION__: JSON.stringify(version) },
  // CommonJS dependencies inside an ESM bundle call require().
  banner: { js: "import {createRequire as __cr} from 'node:module';const require=__cr(import.meta.url);" },
});
// One file with all it needs: it has to be there before anything else is loaded.
await build({ ...common, entryPoints: { 'first-line': 'src/first-line.ts' } });
await writeFile(join(dist, 'meta.json'), JSON.stringify(result.metafile));
// `regdoctor runbook` reads them there, without a network and wherever dist is.
await cp(join(root, 'docs', 'runbooks'), join(dist, 'runbooks'), { recursive: true });
await import('./manifest.mjs');
