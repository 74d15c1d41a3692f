import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findProgram } from '../../src/host/find-program.js';

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
