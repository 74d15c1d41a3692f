import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findProgram } from '../../src/prove/find-program.js';
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

describe('a program on the PATH', () => {
  let directory = '';

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'find-program-'));
    await mkdir(join(directory, 'other/tool'), { recursive: true });
    await writeFile(join(directory, 'tool'), '#!/bin/sh\n', { mode: 0o755 });
    await writeFile(join(directory, 'text'), 'x', { mode: 0o644 });
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  test('is the first file that may be run', () => {
    expect(findProgram('tool', `${directory}/nowhere:${directory}/other:${directory}/`)).toBe(`${directory}/tool`);
    expect(findProgram('text', directory)).toBeNull();
    expect(findProgram('tool', '.:other')).toBeNull();
  });

  test('is looked for in the usual places where there is no PATH', () => {
    expect(findProgram('sh', '')).toBe(
      execFileSync('sh', ['-c', 'command -v sh'])
        .toString()
        .trim()
        .replace(/^\/bin/, '/usr/bin'),
    );
  });
});
