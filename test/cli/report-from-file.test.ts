import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { reportFromFile } from '../../src/cli/report-from-file.js';
import { savedReport } from '../../src/cli/saved-reports.js';
import { FORMS, type FormName } from '../../src/report/forms.js';
import type { Report } from '../../src/report/schema.js';
import { UsageError } from '../../src/report/usage.js';
import { aReport } from '../report/a-report.js';
import { labReport } from '../report/diff/lab-reports.js';

const LONG = 'x'.repeat(10 * 1024 * 1024);
const DEEP = 200_000;

let directory = '';
let report: Report;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'report-from-file-'));
  report = await labReport('http-on-https-port');
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** What is printed, and the exit code. */
async function run(text: string, flags: Partial<Parameters<typeof reportFromFile>[1]> = {}) {
  const path = join(directory, 'saved.json');
  writeFileSync(path, text);
  const out: string[] = [];
  const write = (chunk: unknown): boolean => out.push(String(chunk)) > 0;
  const screens = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')];
  for (const screen of screens) screen.mockImplementation(write);
  try {
    return { code: await reportFromFile(path, { json: false, verbose: false, ...flags }), text: out.join('') };
  } finally {
    for (const screen of screens) screen.mockRestore();
  }
}

async function refused(text: string): Promise<string> {
  const error = await run(text).catch((thrown: unknown) => thrown);
  if (!(error instanceof UsageError)) throw error;
  expect(error.part).toBe('report');
  expect(error.message).not.toMatch(/\p{Cc}/u);
  expect(error.message.length).toBeLessThan(1000);
  return error.message;
}

/** The report with one value changed, by its path. */
function changed(path: string, value: unknown): string {
  const copy = structuredClone(report) as unknown as Record<string, unknown>;
  const keys = path.split('/');
  const last = keys.pop() ?? '';
  const at = keys.reduce<Record<string, unknown>>((node, key) => node[key] as Record<string, unknown>, copy);
  at[last] = value;
  return JSON.stringify(copy);
}

describe('a saved report', () => {
  test.each(Object.keys(FORMS).filter((form) => form !== 'text') as FormName[])('is shown as %s', async (form) => {
    const { code, text } = await run(JSON.stringify(report), { output: [form] });
    expect(code).toBe(1);
    expect(FORMS[form].begins.some((begins) => text.startsWith(begins))).toBe(true);
  });

  test('laid out over many lines is one report too', async () => {
    const { text } = await run(JSON.stringify(report, null, 2), { json: true });
    expect(JSON.parse(text).findings).toEqual(report.findings);
  });

  test('goes into several files at once', async () => {
    const [html, sarif] = [join(directory, 'a.html'), join(directory, 'a.sarif')];
    await run(JSON.stringify(report), { output: [`html=${html}`, `sarif=${sarif}`] });
    expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>/);
    expect(JSON.parse(readFileSync(sarif, 'utf8')).version).toBe('2.1.0');
  });

  test('several of them, one a line, are shown together; the gravest exit code counts', async () => {
    const fine = await labReport('healthy-http');
    const lines = [fine, report, fine].map((each) => `${JSON.stringify(each)}\n`).join('\n');
    const { code, text } = await run(lines, { output: ['markdown'] });
    expect(code).toBe(1);
    expect(text).toContain('## 3 references: 1 broken, 2 ok');
    const quiet = await run(lines, { quiet: true });
    expect(quiet.text.trimEnd().split('\n')).toHaveLength(3);
    await expect(savedReport(join(directory, 'saved.json'), 'good')).rejects.toThrow(
      /^good: .* holds 3 reports; give a file of one$/,
    );
  });
});

describe('what is no report is refused in one sentence', () => {
  test.each([
    ['', /saved\.json is empty$/],
    ['\n\n', /is empty$/],
    ['hello', /it is not JSON$/],
    ['\u0000\u0001\u001b[31m', /it is not JSON$/],
    ['{', /it is not JSON$/],
    ['null', /it is no regdoctor report: document: /],
    ['[]', /it is no regdoctor report: document: /],
    ['{}', /it is no regdoctor report: schemaVersion: /],
    ['{"schemaVersion":1,"kind":"plan"}', /it is no regdoctor report: kind: /],
    [`${'['.repeat(DEEP)}${']'.repeat(DEEP)}`, /too many levels$/],
    [JSON.stringify(aReport()), /it is no regdoctor report: inputs: /],
    [
      JSON.stringify(aReport({ error: { part: 'x', message: 'y', meant: null } })),
      /the report of a call that was wrong: there is nothing in it to diagnose$/,
    ],
  ])('%#', async (text, message) => {
    expect(await refused(text)).toMatch(message);
  });

  test.each<[string, unknown]>([
    ['schemaVersion', 2],
    ['startedAt', 'yesterday'],
    ['timing/totalMs', '1'],
    ['facts', []],
    ['facts/x', { kind: 'dns' }],
    ['facts/x', { kind: 'constructor' }],
    ['facts/x', null],
    ['inputs', null],
    ['inputs/clients', [{ client: 1 }]],
    [
      'inputs/clients',
      Array.from({ length: 5000 }, () => ({ client: 'buildah', version: { text: '1', from: 'flag' } })),
    ],
    ['inputs/reference', LONG],
    ['inputs/reference', 7],
    ['inputs/environment', { HTTPS_PROXY: 1 }],
    ['inputs/flags', null],
    ['inputs/platform', 'linux'],
    ['inputs/libc', 'other'],
    ['inputs/processes', [null]],
    ['inputs/files', { '/etc/hosts': { read: { kind: 'file' }, list: null } }],
    ['inputs/files', { '/etc': { read: null, list: { kind: 'directory', names: 'hosts' } } }],
    ['inputs/files', { [LONG]: { read: null, list: null } }],
    ['vantage/network', 'moon'],
  ])('%s changed', async (path, value) => {
    expect(await refused(changed(path, value))).toMatch(/it is no regdoctor report: /);
  });

  test('the line of a report among others', async () => {
    expect(await refused(`${JSON.stringify(report)}\n{"schemaVersion":1}\n`)).toMatch(
      /saved\.json:2: it is no regdoctor report/,
    );
  });

  test('what no schema foresees', async () => {
    const text = changed('inputs/storage', { clients: 1 });
    const storage = { verdict: 'ok', summary: '', prospects: [] };
    expect(await refused(JSON.stringify({ ...JSON.parse(text), storage }))).toMatch(
      /can't be diagnosed \(.*\); has it been changed/,
    );
  });
});

describe('what belongs to no type does nothing', () => {
  test('keys of prototypes', async () => {
    const text = JSON.stringify(report)
      .replace(
        '"facts":{',
        '"facts":{"__proto__":{"kind":"tcp","polluted":true},"constructor":{"kind":"tcp","outcome":"refused","ms":1,"segments":1,"detail":null},',
      )
      .replace('"inputs":{', '"inputs":{"__proto__":{"polluted":true},');
    await run(text, { json: true }).catch((error: unknown) => expect(error).toBeInstanceOf(UsageError));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('long and hostile words end up cut and harmless', async () => {
    const words = `\u001b[31m${LONG}`;
    const copy: Report = {
      ...report,
      notes: [words],
      vantage: {
        ...report.vantage,
        files: '/\u001b]0;x\u0007',
        kubernetes: { namespace: words, pod: words, serviceAccount: null, node: null, hostNetwork: 'no' },
      },
    };
    const { text } = await run(JSON.stringify(copy));
    expect(text).not.toContain('\u001b');
    expect(text.length).toBeLessThan(200_000);
  });
});
