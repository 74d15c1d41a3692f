// Writes docs/report.schema.json from the one place where the report is described. `--check` only compares.
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
const { reportJsonSchema } = await import(pathToFileURL(bundle).href);
const text = `${JSON.stringify(reportJsonSchema(), null, 2)}\n`;
const path = join(root, 'docs/report.schema.json');
if (process.argv.includes('--check')) {
  if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    console.error('docs/report.schema.json is stale: npm run schema');
    process.exitCode = 1;
  }
} else await writeFile(path, text);
