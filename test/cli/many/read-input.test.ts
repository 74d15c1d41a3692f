import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { readInputFile } from '../../../src/cli/many/read-input.js';

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'regdoctor-input-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test('a pipe whose writer comes late and pauses is read to its end', async () => {
  const path = join(directory(), 'pipe');
  await execa('mkfifo', [path]);
  const read = readInputFile(path);
  const writer = execa('sh', ['-c', `sleep 0.1; { echo a/b; sleep 0.2; echo c/d; } > ${path}`]);
  expect(await read).toEqual({ ok: true, text: 'a/b\nc/d\n' });
  await writer;
});

test('a pipe that nobody writes to is given up', async () => {
  const path = join(directory(), 'pipe');
  await execa('mkfifo', [path]);
  expect(await readInputFile(path, 100)).toEqual({ ok: false, why: 'gives nothing for 0.1 s' });
});

test('a file of more than 64 MiB is not read', async () => {
  const path = join(directory(), 'large');
  writeFileSync(path, '');
  truncateSync(path, 64 * 1024 * 1024 + 1);
  expect(await readInputFile(path)).toEqual({ ok: false, why: 'is larger than 64 MiB' });
});

test('what the system says is put in words', async () => {
  const path = directory();
  appendFileSync(join(path, 'file'), 'x');
  expect(await readInputFile(path)).toEqual({ ok: false, why: 'is a directory' });
  expect(await readInputFile(join(path, 'none'))).toEqual({ ok: false, why: 'is not there' });
  expect(await readInputFile(join(path, 'file', 'below'))).toEqual({ ok: false, why: 'is not there' });
});
