import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { regdoctor } from './run-regdoctor.js';

const directory = mkdtempSync(join(tmpdir(), 'regdoctor-bundle-'));
const report = join(directory, 'report.json');
const program = resolve('bin/run.js');
afterAll(() => rmSync(directory, { recursive: true, force: true }));
beforeAll(async () => {
  writeFileSync(report, String((await regdoctor(['lab', 'auth-bad-credentials', '--check', '--json'])).stdout));
});

const bundle = (...words: string[]) =>
  execa(process.execPath, [program, 'bundle', ...words], { cwd: directory, reject: false });

describe('regdoctor bundle', () => {
  test('tar unpacks it: every file of the list, with its size and digest, below one folder', async () => {
    const to = join(directory, 'a.tar.gz');
    const { exitCode, stdout, stderr } = await bundle('report.json', '--to', to);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const place = join(directory, 'unpacked');
    mkdirSync(place);
    const { stderr: said } = await execa('tar', ['xzf', to, '-C', place]);
    expect(said).toBe('');
    const { files } = JSON.parse(readFileSync(join(place, 'regdoctor/MANIFEST.json'), 'utf8'));
    expect(files.length).toBeGreaterThan(6);
    for (const { path, bytes, sha256 } of files) {
      const content = readFileSync(join(place, 'regdoctor', path));
      expect(content.length).toBe(bytes);
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
      expect(stdout).toContain(path);
    }
    expect(stdout).toMatch(/ 1 {2}user names and passwords/);
    expect(readFileSync(join(place, 'regdoctor/README.txt'), 'utf8')).toContain('regdoctor report report.json');
    const again = await regdoctor(['report', join(place, 'regdoctor/report.json')]);
    expect(String(again.stdout)).toContain('auth-bad-credentials');
  });

  test('named after the report where nobody names it; the same again gives the same bytes and no error', async () => {
    const first = await bundle('report.json');
    const [name = ''] = first.stdout.split(':');
    expect(name).toMatch(/^regdoctor-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.tar\.gz$/);
    const before = readFileSync(join(directory, name));
    expect((await bundle('report.json')).exitCode).toBe(0);
    expect(readFileSync(join(directory, name)).equals(before)).toBe(true);
  });

  test('is never written over what is there', async () => {
    const there = join(directory, 'mine.txt');
    writeFileSync(there, 'mine');
    symlinkSync(there, join(directory, 'link'));
    for (const name of ['mine.txt', 'link']) {
      const { exitCode, stderr } = await bundle('report.json', '--to', name);
      expect(exitCode).toBe(2);
      expect(stderr).toContain('exists');
    }
    expect(readFileSync(there, 'utf8')).toBe('mine');
  });

  test.each([
    ['no file', ['nothing.json'], 'not a file'],
    ['no report', ['mine.json'], 'no regdoctor report'],
    ['a directory that is not there', ['report.json', '--to', 'no/where.tar.gz'], "can't be written (ENOENT)"],
    ['a name that ends with a slash', ['report.json', '--to', 'x/'], 'no name of a file'],
  ])('%s: exit 2, and why', async (_, words, why) => {
    writeFileSync(join(directory, 'mine.json'), '{}');
    const { exitCode, stderr } = await bundle(...words);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(why);
  });

  test('a report of an older regdoctor loses what today’s rules take out', async () => {
    const old = JSON.parse(readFileSync(report, 'utf8'));
    old.inputs.files['/etc/rancher/k3s/config.yaml'] = {
      read: { kind: 'file', text: 'unheard: canary-old\n# canary-old\n', bytes: 30 },
      list: null,
    };
    writeFileSync(join(directory, 'old.json'), JSON.stringify(old));
    const to = join(directory, 'old.tar.gz');
    expect((await bundle('old.json', '--to', to)).exitCode).toBe(0);
    const { stdout } = await execa('tar', ['xzOf', to]);
    expect(stdout).toContain('config.yaml');
    expect(stdout).not.toContain('canary-old');
  });
});
