// Writes deploy/: the kubectl plugin, its krew manifest, and the manifests, out of src/kubernetes. `--check` only compares.
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bundle = join(tmpdir(), `regdoctor-deploy-${process.pid}.mjs`);
await build({
  entryPoints: [join(root, 'src/kubernetes/deploy-files.ts')],
  outfile: bundle,
  bundle: true,
  format: 'esm',
  platform: 'node',
  mainFields: ['module', 'main'],
  banner: { js: "import {createRequire as __cr} from 'node:module';const require=__cr(import.meta.url);" },
  logLevel: 'warning',
});
const { deployFiles } = await import(pathToFileURL(bundle).href);
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
await mkdir(join(root, 'deploy'), { recursive: true });
for (const { path, text, executable } of deployFiles(version)) {
  const file = join(root, path);
  if (!process.argv.includes('--check')) {
    await writeFile(file, text);
    if (executable) await chmod(file, 0o755);
  } else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    console.error(`${path} is stale: node scripts/deploy.mjs`);
    process.exitCode = 1;
  }
}
