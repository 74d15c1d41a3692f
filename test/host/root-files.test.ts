import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkRoot, rootFiles } from '../../src/host/root-files.js';

const top = mkdtempSync(join(tmpdir(), 'root-files-'));
const root = join(top, 'root');
const files = rootFiles(root);

beforeAll(() => {
  mkdirSync(join(root, 'etc/real'), { recursive: true });
  mkdirSync(join(root, 'deep/er'), { recursive: true });
  writeFileSync(join(top, 'secret'), 'outside');
  mkdirSync(join(top, 'outside'));
  writeFileSync(join(top, 'outside/a.conf'), 'outside');
  writeFileSync(join(root, 'secret'), 'inside');
  writeFileSync(join(root, 'etc/real/a.conf'), 'text\n');
  writeFileSync(join(root, 'etc/real/bytes'), Buffer.from([0xff, 0x41]));
  const link = (target: string, path: string) => symlinkSync(target, join(root, path));
  link('/etc/real/a.conf', 'etc/absolute');
  link('real/a.conf', 'etc/relative');
  link('/etc/real', 'etc/directory');
  link('../../../../secret', 'etc/escape');
  link(join(top, 'secret'), 'etc/escape-absolute');
  link('../../outside', 'etc/escape-directory');
  link('/etc/loop-b', 'etc/loop-a');
  link('loop-a', 'etc/loop-b');
  link('/nowhere', 'etc/dangling');
  link('/deep/er', 'etc/jump');
  for (let index = 0; index < 60; index += 1) link(index === 0 ? '/secret' : `chain${index - 1}`, `etc/chain${index}`);
  writeFileSync(join(root, 'etc/huge'), '');
  truncateSync(join(root, 'etc/huge'), 9 * 1024 * 1024);
  spawnSync('mkfifo', [join(root, 'etc/pipe')]);
});

afterAll(() => rmSync(top, { recursive: true, force: true }));

describe('rootFiles reads', () => {
  test.each([
    ['/etc/real/a.conf', 'text\n'],
    ['/etc/absolute', 'text\n'],
    ['/etc/relative', 'text\n'],
    ['/etc/directory/a.conf', 'text\n'],
    ['/etc/jump/../../secret', 'inside'],
    ['/etc/../../../secret', 'inside'],
    ['/etc/escape', 'inside'],
    ['/etc/chain39', 'inside'],
    ['//etc//real/./a.conf', 'text\n'],
    ['/etc/real/bytes', '\ufffdA'],
  ])('%s', (path, text) => {
    expect(files.read(path)).toMatchObject({ kind: 'file', text });
  });

  test.each([
    '/etc/dangling',
    '/nothing/at/all',
    '/secret/below-a-file',
    '/etc/escape-absolute',
    '/etc/escape-directory/a.conf',
  ])('%s is absent', (path) => {
    expect(files.read(path)).toEqual({ kind: 'absent' });
  });

  test.each([
    ['/etc/loop-a', 'open /etc/loop-a: too many levels of symbolic links'],
    ['/etc/chain40', 'open /etc/chain40: too many levels of symbolic links'],
    ['/etc/huge', 'read /etc/huge: larger than 8388608 bytes'],
    ['/etc/pipe', 'open /etc/pipe: not a regular file'],
    ['/etc/nul\u0000', 'open /etc/nul\u0000: invalid argument'],
    [`/${'x'.repeat(300)}`, `open /${'x'.repeat(300)}: file name too long`],
  ])('%s is unreadable', (path, error) => {
    expect(files.read(path)).toEqual({ kind: 'unreadable', error });
  });

  test('a directory is a directory, and the root too', () => {
    expect(files.read('/etc/directory')).toEqual({ kind: 'directory' });
    expect(files.read('/')).toEqual({ kind: 'directory' });
  });

  test('a socket is never opened', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(root, 'socket'), resolve));
    expect(files.read('/socket')).toMatchObject({ kind: 'unreadable' });
    await new Promise((resolve) => server.close(resolve));
  });

  test('bytes are counted before decoding', () => {
    expect(files.read('/etc/real/bytes')).toMatchObject({ bytes: 2 });
  });

  test.skipIf(process.getuid?.() === 0)('what may not be read says so', () => {
    writeFileSync(join(root, 'etc/private'), 'x');
    chmodSync(join(root, 'etc/private'), 0);
    expect(files.read('/etc/private')).toEqual({ kind: 'unreadable', error: 'open /etc/private: permission denied' });
  });

  test('files of /proc, which claim to be empty, are read to their end', () => {
    expect(rootFiles('/').read('/proc/self/status')).toMatchObject({
      kind: 'file',
      text: expect.stringContaining('Pid:'),
    });
  });
});

describe('rootFiles lists', () => {
  test('names of a directory, also behind a link', () => {
    expect(files.list('/etc/directory')).toEqual({ kind: 'directory', names: ['a.conf', 'bytes'] });
    expect(files.list('/')).toMatchObject({
      kind: 'directory',
      names: expect.arrayContaining(['deep', 'etc', 'secret']),
    });
  });

  test('nothing outside', () => {
    expect(files.list('/etc/escape-directory')).toEqual({ kind: 'absent' });
    expect(files.list('/..')).toEqual(files.list('/'));
  });

  test('a file is no directory', () => {
    expect(files.list('/secret')).toEqual({ kind: 'unreadable', error: 'open /secret: not a directory' });
  });
});

describe('checkRoot', () => {
  test('an existing directory will do', () => {
    expect(checkRoot(root)).toEqual({ ok: true });
  });

  test.each([
    ['missing', join(top, 'missing'), "can't be read: no such file or directory."],
    ['a file', join(top, 'secret'), 'is not a directory.'],
  ])('%s: a sentence says why', (_, path, end) => {
    expect(checkRoot(path)).toEqual({ ok: false, message: `The root ${path} ${end}` });
  });
});
