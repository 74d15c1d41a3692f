// Writes docs/*.schema.json, each from the one place where its document is described. `--check` only compares.
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bundle = join(tmpdir(), `regdoctor-schema-${process.pid}.mjs`);
await build({
  entryPoints: [join(root, 'src/report/schema-json.ts')],
  outfile: bundle,
  bundle: true,
  format: 'esm',
  platform: 'node',
  logLevel: 'warning',
});
const schemas = await import(pathToFileURL(bundle).href);
for (const [exported, schema] of Object.entries(schemas)) {
  const name = exported.replace(/JsonSchema$/, '');
  const text = `${JSON.stringify(schema(), null, 2)}\n`;
  const file = `docs/${name}.schema.json`;
  const path = join(root, file);
  if (!process.argv.includes('--check')) await writeFile(path, text);
  else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    console.error(`${file} is stale: npm run schema`);
    process.exitCode = 1;
  }
}
