import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { requireReportFile, writeReportFile } from '../../src/cli/report-file.js';
import { writeTerminationLog } from '../../src/cli/termination-log.js';
import { aReport } from '../report/a-report.js';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'report-file-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** As `--report-file` takes it. */
const fileOf = (path: string) => ({ path, form: path.endsWith('.json') ? ('json' as const) : ('text' as const) });

describe('--report-file', () => {
  test('a name that ends with .json gets the JSON, and nothing is left beside it', async () => {
    const path = join(directory, 'report.json');
    await requireReportFile(path);
    expect(await writeReportFile(fileOf(path), [aReport()])).toBe(`${path}: the report`);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(aReport());
    expect(readdirSync(directory)).toEqual(['report.json']);
  });

  test('what a run that was killed left beside it is in no way, whatever its process was called', async () => {
    const path = join(directory, 'report.json');
    writeFileSync(join(directory, `.report.json.${process.pid}.tmp`), '');
    await requireReportFile(path);
    expect(await writeReportFile(fileOf(path), [aReport()])).toBe(`${path}: the report`);
  });

  test('any other gets the text with all evidence and without colour', async () => {
    const path = join(directory, 'report.txt');
    await writeReportFile(fileOf(path), [aReport()]);
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(/^# regdoctor report, made 2026-01-01T00:00:00\.000Z/);
    expect(text).toContain('decided by /etc/containers/registries.conf:3');
    expect(text).not.toContain('\u001b');
    expect(text.trimEnd().split('\n').at(-1)).toMatch(/^degraded: fallback-delay: /);
  });

  test.each(['report.json', 'report.txt'])('its own %s is written again', async (name) => {
    const path = join(directory, name);
    await writeReportFile(fileOf(path), [aReport()]);
    await requireReportFile(path);
    await writeReportFile(fileOf(path), [aReport({ summary: 'something else' })]);
    expect(readFileSync(path, 'utf8')).toContain('something else');
  });

  test.each([
    ["somebody's file", (path: string) => writeFileSync(path, 'my notes\n')],
    ['an empty file', (path: string) => writeFileSync(path, '')],
    ['a link', (path: string) => symlinkSync('/dev/null', path)],
    ['a directory', (path: string) => mkdirSync(path)],
  ])('%s is left alone, and that is said before anything runs', async (_, put) => {
    const path = join(directory, 'notes.txt');
    put(path);
    await expect(requireReportFile(path)).rejects.toThrow('regdoctor did not write it');
    expect(await writeReportFile(fileOf(path), [aReport()])).toContain('nothing is written');
    expect(readdirSync(directory)).toEqual(['notes.txt']);
  });

  test.each([
    ['', 'is empty'],
    ['/nonexistent/report.txt', '/nonexistent is no directory'],
    ['/dev/null/report.txt', '/dev/null is no directory'],
    ['/proc/report.txt', 'nothing can be written in /proc'],
  ])('%j: %s', async (path, said) => {
    await expect(requireReportFile(path)).rejects.toThrow(said);
  });
});

describe('the termination log', () => {
  test('is written anew where the file is there', async () => {
    const path = join(directory, 'termination-log');
    writeFileSync(path, 'x'.repeat(9000));
    await writeTerminationLog(aReport(), 'kubectl logs regdoctor', path);
    expect(readFileSync(path, 'utf8')).toMatch(
      /^degraded: fallback-delay: [\s\S]*All of it: kubectl logs regdoctor\n$/,
    );
  });

  test('is never made, and nothing else is written through it', async () => {
    const path = join(directory, 'termination-log');
    await writeTerminationLog(aReport(), '', path);
    expect(existsSync(path)).toBe(false);
    const other = join(directory, 'other');
    writeFileSync(other, 'mine\n');
    symlinkSync(other, path);
    await writeTerminationLog(aReport(), '', path);
    expect(readFileSync(other, 'utf8')).toBe('mine\n');
  });
});
