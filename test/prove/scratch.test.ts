import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bytesBelow, Scratch } from '../../src/prove/scratch.js';

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

describe('the scratch directory', () => {
  test('nobody else can read it, nor the file of an account in it', async () => {
    const scratch = await Scratch.make();
    const file = await scratch.secretFile('auth.json', '{}');
    expect((await stat(scratch.path)).mode & 0o777).toBe(0o700);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await scratch.remove(null)).toBeNull();
    expect(await isThere(scratch.path)).toBe(false);
  });

  test('a process that ends by its own error takes the account with it', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'exit-'));
    const module = new URL('../../src/prove/scratch.ts', import.meta.url).pathname;
    const script = `import { registerHooks } from 'node:module';
// Sources name each other as they are called once compiled.
registerHooks({ resolve: (name, context, next) => next(name.startsWith('.') ? name.replace(/\\.js$/, '.ts') : name, context) });
const { Scratch } = await import(${JSON.stringify(module)});
const scratch = await Scratch.make();
console.log(await scratch.secretFile('auth.json', '{}'));
process.exit(1);`;
    const types = ['--experimental-transform-types', '--no-warnings', '--input-type=module'];
    const { stdout, stderr } = spawnSync(process.execPath, [...types, '-e', script], { env: { TMPDIR: parent } });
    expect(stdout.toString(), stderr.toString()).toContain('auth.json');
    expect(await readdir(parent)).toEqual([]);
    await rm(parent, { recursive: true });
  });

  test('layers with directories that nobody may write to are removed too', async () => {
    const scratch = await Scratch.make();
    const layer = await scratch.directory('layer');
    await writeFile(join(layer, 'file'), 'x');
    await chmod(layer, 0o555);
    expect(await scratch.remove(null)).toBeNull();
    expect(await isThere(scratch.path)).toBe(false);
  });

  test('what is there is counted, up to the limit', async () => {
    const scratch = await Scratch.make();
    await mkdir(join(scratch.path, 'a/b'), { recursive: true });
    await writeFile(join(scratch.path, 'a/b/c'), Buffer.alloc(1000));
    await writeFile(join(scratch.path, 'd'), Buffer.alloc(500));
    expect(await bytesBelow(scratch.path, 10_000)).toBe(1500);
    expect(await bytesBelow(join(scratch.path, 'nowhere'), 10_000)).toBe(0);
    await scratch.remove(null);
  });
});
