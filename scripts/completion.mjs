// Writes dist/completion/{bash,zsh,fish} from oclif.manifest.json and the catalogues: a start of a shell only reads them.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const outfile = join(tmpdir(), `regdoctor-completion-${process.pid}.mjs`);
await build({
  absWorkingDir: root,
  entryPoints: ['src/cli/completion/scripts.ts'],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  mainFields: ['module', 'main'],
  define: { __REGDOCTOR_VERSION__: '"0.0.0"' },
  banner: { js: "import {createRequire as __cr} from 'node:module';const require=__cr(import.meta.url);" },
  logLevel: 'warning',
});
try {
  const { completionScripts } = await import(pathToFileURL(outfile).href);
  const { commands } = JSON.parse(await readFile(join(root, 'oclif.manifest.json'), 'utf8'));
  const directory = join(root, 'dist', 'completion');
  await mkdir(directory, { recursive: true });
  for (const [shell, script] of Object.entries(completionScripts(Object.values(commands))))
    await writeFile(join(directory, shell), script);
} finally {
  await rm(outfile, { force: true });
}
