// `npm run bench`: builds regdoctor, bundles the bench (test/bench/) and runs it. Flags: --runs N, --long (real clients that wait half a minute), --only NAME,NAME, --json FILE.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

await import('./build.mjs');
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
// Three directories deep, as the sources are: the rig finds the checkout from where it lies, and its libraries above it.
const cache = join(root, 'node_modules/.cache');
await mkdir(cache, { recursive: true });
const directory = await mkdtemp(join(cache, 'bench-'));
const outfile = join(directory, 'main.mjs');
await build({
  absWorkingDir: root,
  entryPoints: ['test/bench/main.ts'],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  packages: 'external',
  logLevel: 'warning',
});
const run = spawn(process.execPath, [outfile, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => run.kill(signal));
run.once('exit', async (code) => {
  await rm(directory, { recursive: true, force: true });
  process.exitCode = code ?? 1;
});
