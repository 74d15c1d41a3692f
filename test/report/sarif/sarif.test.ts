import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FINDING_CODES } from '../../../src/findings/codes.js';
import { renderSarif } from '../../../src/report/sarif/render.js';
import type { Report } from '../../../src/report/schema.js';
import { usageReport } from '../../../src/report/usage.js';
import { aFix, aReport } from '../a-report.js';
import { HOSTILE, hostileReport } from '../hostile-report.js';
import { sarifProblems } from './validate.js';

const OPTIONS = { text: { color: false, unicode: true, width: 80, verbose: false }, isFile: true };
const render = (...reports: Report[]): string => renderSarif(reports, OPTIONS);
// biome-ignore lint/suspicious/noExplicitAny: what the schema has checked
const runOf = (text: string): any => JSON.parse(text).runs[0];

function withFinding(more: Partial<Report['findings'][number]>, report: Partial<Report> = {}): Report {
  const sample = aReport(report);
  return { ...sample, findings: sample.findings.map((finding) => ({ ...finding, ...more })) };
}

describe('findings in files', () => {
  test('file, line, level, rule and what to do', () => {
    const text = render(aReport());
    expect(sarifProblems(text)).toEqual([]);
    const run = runOf(text);
    expect(run.results).toHaveLength(1);
    const [result] = run.results;
    expect(result).toMatchObject({
      ruleId: 'fallback-delay',
      ruleIndex: 0,
      level: 'warning',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'file:///etc/containers/registries.conf' },
            region: { startLine: 3 },
          },
        },
      ],
    });
    expect(result.message.text).toContain('never answers');
    expect(result.message.text).toContain('insecure = true');
    expect(run.tool.driver.rules[0]).toMatchObject({
      id: 'fallback-delay',
      defaultConfiguration: { level: 'warning' },
    });
    expect(run.tool.driver.rules[0].help.markdown).toContain('regdoctor runbook fallback-delay');
  });

  test('what sits in no file, or in a flag, is left out', () => {
    expect(runOf(render(withFinding({ location: null }))).results).toEqual([]);
    expect(runOf(render(withFinding({ location: { path: '--cert-dir', line: null } }))).results).toEqual([]);
  });

  test('a file without a line has no region', () => {
    const text = render(withFinding({ location: { path: '/etc/x', line: null } }));
    expect(sarifProblems(text)).toEqual([]);
    expect(runOf(text).results[0].locations[0].physicalLocation.region).toBeUndefined();
  });

  test.each([
    ['/host', '/etc/a b#c?.conf', 'file:///host/etc/a%20b%23c%3F.conf'],
    ['/', '/etc/100%/ü', 'file:///etc/100%25/%C3%BC'],
    ['fixtures/root', '/etc/x', 'fixtures/root/etc/x'],
    ['/repo', '/../../etc/../x', 'file:///x'],
  ])('under %s %s is %s', (files, path, uri) => {
    const text = render(withFinding({ location: { path, line: 1 } }, { vantage: { ...aReport().vantage, files } }));
    expect(sarifProblems(text)).toEqual([]);
    expect(runOf(text).results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  });

  test('the fingerprint stays where the line moves and the root changes, and differs for another subject', () => {
    const print = (report: Report): string =>
      runOf(render(report)).results[0].partialFingerprints['regdoctorFinding/v1'];
    const first = print(aReport());
    expect(print(withFinding({ location: { path: '/etc/containers/registries.conf', line: 9 } }))).toBe(first);
    expect(print(aReport({ vantage: { ...aReport().vantage, files: '/host' } }))).toBe(first);
    expect(print(withFinding({ subject: 'https://other:443' }))).not.toBe(first);
    const onLine = (line: number) => withFinding({ subject: `/etc/x:${line}`, location: { path: '/etc/x', line } });
    expect(print(onLine(3))).toBe(print(onLine(9)));
  });

  test('the same finding of two references is one result that names both', () => {
    const other = aReport({ reference: { ...aReport().reference, input: 'registry.example.com/other' } });
    const { results } = runOf(render(aReport(), other));
    expect(results).toHaveLength(1);
    expect(results[0].properties.references).toEqual(['registry.example.com/team/app:1', 'registry.example.com/other']);
  });

  test('every code is a rule with a level and help', () => {
    const finding = aReport().findings[0];
    if (finding === undefined) throw new Error('no finding');
    const text = render(
      aReport({ findings: FINDING_CODES.map((code, index) => ({ ...finding, id: `f${index}`, code })) }),
    );
    expect(sarifProblems(text)).toEqual([]);
    const { rules } = runOf(text).tool.driver;
    expect(rules.map(({ id }: { id: string }) => id)).toEqual([...FINDING_CODES]);
    for (const rule of rules) expect(rule.help.text).not.toBe('');
  });
});

describe('fixes that a program can carry out', () => {
  const path = '/etc/containers/registries.conf';
  const old = '[[registry]]\nlocation = "x"';
  const fixed = (bytes: number, kind: 'replayed' | 'hypothetical' = 'replayed'): Report => {
    const fix = aFix({
      files: [{ path, action: 'write', content: 'new\n', edits: [] }],
      proof: { kind, before: { outcome: 'fail', ms: 1 }, after: { outcome: 'ok', ms: 1 } },
    });
    return withFinding(
      { fixes: [fix] },
      { inputs: { files: { [path]: { read: { kind: 'file', text: old, bytes } } } } },
    );
  };

  test('a proven one of a file that was read as it is replaces all of it', () => {
    const text = render(fixed(Buffer.byteLength(old)));
    expect(sarifProblems(text)).toEqual([]);
    expect(runOf(text).results[0].fixes).toEqual([
      {
        description: { text: 'declare registry.example.com:80' },
        artifactChanges: [
          {
            artifactLocation: { uri: `file://${path}` },
            replacements: [
              {
                deletedRegion: { startLine: 1, startColumn: 1, endLine: 2, endColumn: 15 },
                insertedContent: { text: 'new\n' },
              },
            ],
          },
        ],
      },
    ]);
  });

  test('none where the file was redacted, where it is new, or where nothing is proven', () => {
    expect(runOf(render(fixed(Buffer.byteLength(old) + 5))).results[0].fixes).toBeUndefined();
    expect(runOf(render(aReport())).results[0].fixes).toBeUndefined();
    expect(runOf(render(fixed(Buffer.byteLength(old), 'hypothetical'))).results[0].fixes).toBeUndefined();
  });
});

test('what could not be seen is told, and a wrong call is no success', () => {
  const unknown = render(aReport({ exitCode: 3, unknown: [{ what: 'manifest', why: 'no time', needed: 'time' }] }));
  expect(sarifProblems(unknown)).toEqual([]);
  expect(runOf(unknown).invocations[0]).toMatchObject({
    executionSuccessful: true,
    exitCode: 3,
    toolExecutionNotifications: [{ level: 'warning' }],
  });
  const wrong = render(
    usageReport({ version: '1', message: 'reference: none', part: 'reference', meant: null, arguments: [] }),
  );
  expect(sarifProblems(wrong)).toEqual([]);
  expect(runOf(wrong).invocations[0].executionSuccessful).toBe(false);
});

describe("other people's words", () => {
  test.each(HOSTILE)('%j is no link and no placeholder', (words) => {
    const text = render(hostileReport(words));
    expect(sarifProblems(text)).toEqual([]);
    const message: string = runOf(text).results[0].message.text;
    expect(message).not.toMatch(/\]\(/);
    expect(message).not.toMatch(/\{\d+\}/);
  });

  test('any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (words) => {
        expect(sarifProblems(render(hostileReport(words)))).toEqual([]);
      }),
    );
  });
});
