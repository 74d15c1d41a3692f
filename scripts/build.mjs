import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { builtins } from './build/builtins.mjs';
import { lazyFramework, VENDORED } from './build/lazy-framework.mjs';
import { LAZY_LIBRARIES, lazyLibraries } from './build/lazy-libraries.mjs';
import { OWN_REQUIRE, pack } from './build/pack.mjs';
import { BUNDLED_UNDICI, smallUndici } from './build/small-undici.mjs';

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
  minifyWhitespace: true,
  // Lines stay short enough for a stack trace to point somewhere.
  lineLimit: 120,
  legalComments: 'none',
  logLevel: 'warning',
};
const result = await build({
  ...common,
  entryPoints: { main: 'src/cli.ts', commands: 'commands/index.ts' },
  splitting: true,
  metafile: true,
  plugins: [smallUndici, lazyFramework, lazyLibraries, builtins],
  define: { __REGDOCTOR_VERSION__: JSON.stringify(version), ...BUNDLED_UNDICI },
  banner: { js: OWN_REQUIRE },
});
// One file with all it needs: it has to be there before anything else is loaded.
await build({
  ...common,
  entryPoints: { 'first-line': 'src/first-line.ts' },
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  define: { 'import.meta.url': 'HERE' },
  banner: { js: "const HERE=require('node:url').pathToFileURL(__filename).href;" },
  plugins: [lazyLibraries, builtins],
});
await build({
  ...common,
  outdir: join(dist, 'vendor'),
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  entryPoints: Object.fromEntries([...VENDORED, ...LAZY_LIBRARIES].map((name) => [name, name])),
});
await writeFile(join(dist, 'meta.json'), JSON.stringify(result.metafile));
// `regdoctor runbook` reads them there, without a network and wherever dist is.
await cp(join(root, 'docs', 'runbooks'), join(dist, 'runbooks'), { recursive: true });
await import('./manifest.mjs');
const chunks = Object.keys(result.metafile.outputs).map((path) => basename(path));
const vendored = [...VENDORED, ...LAZY_LIBRARIES].map((name) => `vendor/${name}.cjs`);
await writeFile(
  join(dist, 'program.cjs'),
  await pack(dist, [...chunks.filter((name) => name !== 'commands.js'), ...vendored]),
);
await import('./build/warm.mjs');
await import('./completion.mjs');
