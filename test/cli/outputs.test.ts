import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { outputsFrom, requireOutputs } from '../../src/cli/outputs.js';
import { writeReportFile } from '../../src/cli/report-file.js';
import { FORMS, type FormName } from '../../src/report/forms.js';
import { UsageError } from '../../src/report/usage.js';
import { aReport } from '../report/a-report.js';

function wrong(call: () => unknown): UsageError {
  try {
    call();
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error('the call was taken');
}

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'outputs-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

describe('--output', () => {
  test.each<[Parameters<typeof outputsFrom>[0], string, readonly string[]]>([
    [{ json: false }, 'text', []],
    [{ json: true }, 'json', []],
    [{ json: false, output: ['markdown'] }, 'markdown', []],
    [{ json: true, output: ['json'] }, 'json', []],
    [{ json: false, output: ['html=-'] }, 'html', []],
    [{ json: false, output: ['html=a.html', 'sarif=b=c.sarif'] }, 'text', ['html a.html', 'sarif b=c.sarif']],
    [{ json: true, output: ['junit=a.xml'], 'report-file': 'b.md' }, 'json', ['junit a.xml', 'markdown b.md']],
    [{ json: false, 'report-file': 'X.HTM' }, 'text', ['html X.HTM']],
    [{ json: false, 'report-file': 'report' }, 'text', ['text report']],
  ])('%j: %s on the screen', (flags, screen, files) => {
    const outputs = outputsFrom(flags);
    expect(outputs.screen).toBe(screen);
    expect(outputs.files.map(({ form, path }) => `${form} ${path}`)).toEqual(files);
  });

  test.each<[readonly string[], RegExp, string | null]>([
    [['pdf'], /^--output: there is no form "pdf"; known: text, json, jsonl, html, markdown, junit, sarif$/, null],
    [['md=a.md'], /there is no form "md"/, '--output markdown=a.md'],
    [['xml'], /there is no form "xml"/, '--output junit'],
    [['HTML'], /there is no form "HTML"/, '--output html'],
    [['sarf'], /there is no form "sarf"/, '--output sarif'],
    [[''], /there is no form ""/, null],
    [['=a'], /there is no form ""/, null],
    [['constructor'], /there is no form "constructor"/, null],
    [['\u001b[31mhtml'], /there is no form "html"/, null],
    [['html='], /^--output: the name of the file is empty$/, null],
    [['html=a', 'json=./a'], /^--output: \.\/a is named twice$/, null],
    [['html=a', 'html=b/../a'], /is named twice$/, null],
    [
      ['html', 'json'],
      /^--output: html and json can't both go to standard output; give one of them a file$/,
      '--output json=FILE',
    ],
  ])('%j is refused in one sentence', (output, message, meant) => {
    const error = wrong(() => outputsFrom({ json: false, output }));
    expect(error.message).toMatch(message);
    expect(error.message).not.toMatch(/\p{Cc}/u);
    expect(error.meant).toBe(meant);
  });

  test('--json and another form, --report-file and the same file', () => {
    expect(wrong(() => outputsFrom({ json: true, output: ['html'] })).message).toContain("can't both go");
    expect(wrong(() => outputsFrom({ json: false, output: ['html=a'], 'report-file': 'a' })).message).toContain(
      'twice',
    );
    expect(wrong(() => outputsFrom({ json: false, 'report-file': '' })).message).toBe(
      '--report-file: the name of the file is empty',
    );
  });
});

describe('files', () => {
  test("one of somebody else's in the way is named with its flag, before anything runs", async () => {
    const path = join(directory(), 'page.html');
    writeFileSync(path, '<!doctype html>\n<p>mine</p>\n');
    await expect(requireOutputs(outputsFrom({ json: false, output: [`html=${path}`] }))).rejects.toThrow(
      `--output: ${path} exists, and regdoctor did not write it: name another file`,
    );
  });

  test('a directory that is none', async () => {
    const path = join(directory(), 'none', 'page.html');
    await expect(requireOutputs(outputsFrom({ json: false, output: [`html=${path}`] }))).rejects.toThrow(
      'is no directory',
    );
    mkdirSync(join(path, '..'));
    await requireOutputs(outputsFrom({ json: false, output: [`html=${path}`] }));
  });

  test.each(Object.keys(FORMS) as FormName[])('%s begins as its form says, and is written again', async (form) => {
    const path = join(directory(), 'report');
    expect(await writeReportFile({ path, form }, [aReport()])).toBe(`${path}: the report`);
    await requireOutputs(outputsFrom({ json: false, output: [`${form}=${path}`] }));
    expect(await writeReportFile({ path, form }, [aReport(), aReport()])).toBe(`${path}: the reports`);
    await requireOutputs(outputsFrom({ json: false, output: [`${form}=${path}`] }));
  });
});
