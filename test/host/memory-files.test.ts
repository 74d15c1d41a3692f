import { describe, expect, test } from 'vitest';
import { memoryFiles } from '../../src/host/memory-files.js';

describe('memoryFiles', () => {
  const files = memoryFiles(
    { '/etc/a.conf': 'grüße', '/etc/d/b.conf': '', '/etc/d/🐳': '', '/etc/d/\uffee': '' },
    { directories: ['/srv/empty/'], unreadable: { '/root/.docker/config.json': 'open …: permission denied' } },
  );

  test('reads texts, with their size in bytes', () => {
    expect(files.read('/etc//x/../a.conf')).toEqual({ kind: 'file', text: 'grüße', bytes: 7 });
    expect(files.read('/etc/nothing')).toEqual({ kind: 'absent' });
  });

  test('directories are implied by paths, or named', () => {
    expect(files.read('/etc/d')).toEqual({ kind: 'directory' });
    expect(files.list('/')).toEqual({ kind: 'directory', names: ['etc', 'root', 'srv'] });
    expect(files.list('/srv')).toEqual({ kind: 'directory', names: ['empty'] });
    expect(files.list('/srv/empty')).toEqual({ kind: 'directory', names: [] });
    expect(files.list('/nowhere')).toEqual({ kind: 'absent' });
  });

  test('names are sorted by code point', () => {
    expect(files.list('/etc/d')).toEqual({ kind: 'directory', names: ['b.conf', '\uffee', '🐳'] });
  });

  test('what is marked unreadable says why', () => {
    expect(files.read('/root/.docker/config.json')).toMatchObject({
      kind: 'unreadable',
      error: expect.stringContaining('denied'),
    });
    expect(files.list('/root/.docker')).toEqual({ kind: 'directory', names: ['config.json'] });
  });

  test('a file is no directory', () => {
    expect(files.list('/etc/a.conf')).toEqual({ kind: 'unreadable', error: 'open /etc/a.conf: not a directory' });
  });
});
