import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Change } from '../../src/apply/change.js';
import { placeUnder } from '../../src/apply/disk/place.js';
import { type Written, writeAll } from '../../src/apply/disk/write-all.js';

let base = '';
let backups = '';
beforeEach(() => {
  const directory = mkdtempSync(join(tmpdir(), 'regdoctor-write-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  base = join(directory, 'ro ot');
  backups = join(directory, "it's kept");
  mkdirSync(base);
});

function put(path: string, content: string, mode = 0o644): void {
  mkdirSync(dirname(join(base, path)), { recursive: true });
  writeFileSync(join(base, path), content, { mode });
}

/** @param content null: the file is to go. */
function change(path: string, content: string | null): Change {
  const place = placeUnder(base, path, content !== null);
  if ('error' in place) throw new Error(place.error);
  return { path, place, content: content === null ? null : Buffer.from(content) };
}

function write(changes: readonly Change[]): Written {
  return writeAll(base, changes, { here: backups }, Date.UTC(2026, 0, 2, 3, 4, 5));
}

function text(path: string): string {
  return readFileSync(join(base, path), 'utf8');
}

const all = () => readdirSync(base, { recursive: true }).map(String).sort();

describe('writing', () => {
  test('makes, changes and removes, and the undo line takes all of it back', () => {
    put('/etc/changed.conf', 'old\n');
    put("/etc/it's gone.conf", 'gone\n');
    symlinkSync('changed.conf', join(base, 'etc/link.conf'));
    const before = all();
    const written = write([
      change('/etc/new/below/a.conf', 'a\n'),
      change('/etc/new/below/b.conf', 'b\n'),
      change('/etc/changed.conf', 'new\n'),
      change("/etc/it's gone.conf", null),
      change('/etc/link.conf', null),
    ]);
    expect(written.error).toBeNull();
    expect(written.paths).toHaveLength(5);
    expect(all()).toEqual([
      'etc',
      'etc/changed.conf',
      'etc/new',
      'etc/new/below',
      'etc/new/below/a.conf',
      'etc/new/below/b.conf',
    ]);
    expect(text('/etc/changed.conf')).toBe('new\n');
    expect(written.backup?.directory).toMatch(/\/it's kept\/2026-01-02T03-04-05Z-[0-9a-f]{6}$/);

    execFileSync('sh', ['-c', written.backup?.undo ?? 'false']);
    expect(all()).toEqual(before);
    expect(text('/etc/changed.conf')).toBe('old\n');
    expect(text("/etc/it's gone.conf")).toBe('gone\n');
    expect(readlinkSync(join(base, 'etc/link.conf'))).toBe('changed.conf');
  });

  test('undo works where the root is mounted elsewhere', () => {
    put('/etc/a.conf', 'old\n');
    const written = write([change('/etc/a.conf', 'new\n')]);
    const moved = `${base}-moved`;
    execFileSync('mv', [base, moved]);
    execFileSync('sh', ['-c', `${written.backup?.undo} '${moved}'`]);
    expect(readFileSync(join(moved, 'etc/a.conf'), 'utf8')).toBe('old\n');
  });

  test('new files are for everybody but logins, whatever the umask', () => {
    const umask = process.umask(0o077);
    onTestFinished(() => void process.umask(umask));
    write([change('/etc/new/a.conf', 'a\n'), change('/root/.docker/config.json', '{}\n')]);
    expect(statSync(join(base, 'etc/new')).mode & 0o777).toBe(0o755);
    expect(statSync(join(base, 'etc/new/a.conf')).mode & 0o777).toBe(0o644);
    expect(statSync(join(base, 'root/.docker/config.json')).mode & 0o777).toBe(0o600);
  });

  test('a file that has changed since it was looked at stops everything before the first is written', () => {
    put('/etc/a.conf', 'a\n');
    put('/etc/b.conf', 'b\n');
    const changes = [change('/etc/a.conf', 'A\n'), change('/etc/new/c.conf', 'C\n'), change('/etc/b.conf', 'B\n')];
    put('/etc/b.conf', 'mine\n');
    expect(write(changes)).toEqual({
      paths: [],
      backup: null,
      error: "/etc/b.conf can't be written (somebody else is changing it)",
    });
    expect(all()).toEqual(['etc', 'etc/a.conf', 'etc/b.conf']);
    expect(text('/etc/a.conf')).toBe('a\n');
    expect(readdirSync(backups)).toEqual([]);
  });

  test('a file that has appeared is not written over', () => {
    const changes = [change('/etc/a.conf', 'A\n')];
    put('/etc/a.conf', 'mine\n');
    expect(write(changes).error).toContain('somebody else');
    expect(text('/etc/a.conf')).toBe('mine\n');
  });

  test('a directory that was swapped for a link is not written through', () => {
    put('/etc/d/a.conf', 'a\n');
    const changes = [change('/etc/d/b.conf', 'B\n')];
    const outside = `${base}-outside`;
    execFileSync('mv', [join(base, 'etc/d'), outside]);
    symlinkSync(outside, join(base, 'etc/d'));
    expect(write(changes).error).toMatch(
      /^\/etc\/d\/b\.conf can't be written \((?:too many levels of symbolic links|not a directory)\)$/,
    );
    expect(readdirSync(outside)).toEqual(['a.conf']);
  });

  test('what was written before it stopped is said, and can be taken back', () => {
    put('/etc/a.conf', 'a\n');
    // One file under two names: when the first is replaced, the other is no longer as it was looked at.
    linkSync(join(base, 'etc/a.conf'), join(base, 'etc/same.conf'));
    const written = write([
      change('/etc/new/b.conf', 'B\n'),
      change('/etc/a.conf', 'A\n'),
      change('/etc/same.conf', 'X\n'),
    ]);
    expect(written.paths).toEqual(['/etc/new/b.conf', '/etc/a.conf']);
    expect(written.error).toBe("/etc/same.conf can't be written (somebody else is changing it)");
    expect(all()).toEqual(['etc', 'etc/a.conf', 'etc/new', 'etc/new/b.conf', 'etc/same.conf']);
    execFileSync('sh', ['-c', written.backup?.undo ?? 'false']);
    expect(text('/etc/a.conf')).toBe('a\n');
    expect(existsSync(join(base, 'etc/new'))).toBe(false);
  });

  test('without the right to write, nothing is written and one sentence says why', () => {
    put('/etc/a.conf', 'a\n');
    chmodSync(join(base, 'etc'), 0o555);
    mkdirSync(backups, { mode: 0o777 });
    chmodSync(backups, 0o777);
    chmodSync(dirname(base), 0o755);
    const changes = [change('/etc/a.conf', 'A\n')];
    const nobody = 65_534;
    if (process.getuid?.() === 0) process.seteuid?.(nobody);
    try {
      expect(write(changes)).toEqual({
        paths: [],
        backup: null,
        error: "/etc/a.conf can't be written (permission denied)",
      });
    } finally {
      if (process.getuid?.() === 0) process.seteuid?.(0);
      chmodSync(join(base, 'etc'), 0o755);
    }
    expect(text('/etc/a.conf')).toBe('a\n');
    expect(readdirSync(backups)).toEqual([]);
  });

  test.skipIf(process.getuid?.() !== 0)('a new file belongs to whoever its directory belongs to', () => {
    mkdirSync(join(base, 'home/user'), { recursive: true });
    execFileSync('chown', ['1234:1235', join(base, 'home/user')]);
    write([change('/home/user/.config/containers/a.conf', 'a\n')]);
    for (const path of ['.config', '.config/containers', '.config/containers/a.conf'])
      expect(statSync(join(base, 'home/user', path))).toMatchObject({ uid: 1234, gid: 1235 });
  });
});

describe('a place', () => {
  test('that is mounted by itself is not replaced', () => {
    expect(placeUnder('/', '/proc/self/mountinfo/x', true)).toEqual({ error: "can't be read (not a directory)" });
    const mounted = readFileSync('/proc/self/mountinfo', 'utf8')
      .split('\n')
      .map((line) => line.split(' ')[4] ?? '')
      .find((point) => existsSync(point) && statSync(point).isFile());
    if (mounted !== undefined)
      expect(placeUnder('/', mounted, true)).toEqual({ error: expect.stringMatching(/^is mounted by itself/) });
  });

  test('of a file that is too large is refused', () => {
    put('/etc/large', '');
    truncateSync(join(base, 'etc/large'), 9 * 1024 * 1024);
    expect(placeUnder(base, '/etc/large', true)).toEqual({
      error: expect.stringMatching(/^is larger than 8388608 bytes/),
    });
  });
});
