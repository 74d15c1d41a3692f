import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderJunit } from '../../../src/report/junit/render.js';
import type { Report } from '../../../src/report/schema.js';
import { usageReport } from '../../../src/report/usage.js';
import { aReport } from '../a-report.js';
import { HOSTILE, hostileReport } from '../hostile-report.js';
import { junitProblems, junitText } from './validate.js';

const OPTIONS = { text: { color: false, unicode: true, width: 80, verbose: false }, isFile: true };
const render = (...reports: Report[]): string => renderJunit(reports, OPTIONS);

function withClient(outcome: Report['clients'][number]['outcome'], more: Partial<Report> = {}): Report {
  const report = aReport(more);
  return { ...report, clients: report.clients.map((client) => ({ ...client, outcome })) };
}

const kinds = (text: string): readonly string[] =>
  ['failure', 'error', 'skipped', 'system-out'].filter((name) => junitText(text, `//testcase/${name}`).length > 0);

describe('a test case a client', () => {
  const failing = { findings: aReport().findings.map((finding) => ({ ...finding, severity: 'error' as const })) };
  test.each<[string, Report, readonly string[]]>([
    ['a client that gets through passes', withClient('ok', { findings: [] }), []],
    ['a slow one passes, and says so', withClient('slow'), ['system-out']],
    ['a slow one fails where --strict made it count', withClient('slow', { exitCode: 1 }), ['failure']],
    ['one that fails fails', withClient('fail', { exitCode: 1, ...failing }), ['failure']],
    ['one that fails for a reason no rule knows fails', withClient('fail', { exitCode: 3, findings: [] }), ['failure']],
    ['what could not be seen is an error', withClient('unknown', { exitCode: 3, findings: [] }), ['error']],
    ['a push that nobody gave an account for is skipped', withClient('fail', { findings: [] }), ['skipped']],
    ['no client at all is an error', aReport({ exitCode: 3, clients: [], findings: [] }), ['error']],
    [
      'something unknown beside a client that gets through is an error',
      withClient('ok', { exitCode: 3, findings: [] }),
      ['error'],
    ],
    ['a finding that touches no client fails', aReport({ exitCode: 1, clients: [], ...failing }), ['failure']],
    [
      'a call that was wrong is an error',
      usageReport({ version: '1', message: 'reference: none', part: 'reference', meant: null, arguments: [] }),
      ['error'],
    ],
  ])('%s', (_, report, expected) => {
    const text = render(report);
    expect(junitProblems(text)).toEqual([]);
    expect(kinds(text)).toEqual(expected);
  });

  test('a failure carries cause, vantage and the lines to paste', () => {
    const text = render(withClient('fail', { exitCode: 1, ...failing }));
    expect(junitText(text, '//testcase/@name')).toEqual(['buildah 1.28.2']);
    expect(junitText(text, '//failure/@type')).toEqual(['fallback-delay']);
    expect(junitText(text, '//failure/@message')[0]).toMatch(/^registry\.example\.com:443 never answers/);
    const [body = ''] = junitText(text, '//failure');
    expect(body).toContain("looked from: the pod's network");
    expect(body).toContain('proven by replay: slow 30.1 s → ok 60 ms');
    expect(body).toContain('[[registry]]\ninsecure = true\nREGDOCTOR_EOF');
  });

  test('counts and times are those of the cases', () => {
    const text = render(withClient('fail', { exitCode: 1, ...failing }), withClient('ok', { findings: [] }));
    expect(junitText(text, '/testsuites/@tests')).toEqual(['2']);
    expect(junitText(text, '/testsuites/@failures')).toEqual(['1']);
    expect(junitText(text, '//testsuite/@failures')).toEqual(['1', '0']);
    expect(junitText(text, '//testsuite/@timestamp')[0]).toBe('2026-01-01T00:00:00');
    expect(junitText(text, '//testcase/@time')).toEqual(['30.050', '30.050']);
  });
});

test('the tests agree with the exit code, whatever the outcomes', () => {
  const outcome = fc.constantFrom('ok' as const, 'slow' as const, 'fail' as const, 'unknown' as const);
  const severity = fc.constantFrom('error' as const, 'warning' as const, 'info' as const);
  fc.assert(
    fc.property(
      fc.array(outcome, { maxLength: 3 }),
      fc.array(severity, { maxLength: 2 }),
      fc.constantFrom(1, 3),
      (outcomes, severities, exitCode) => {
        const report = aReport({ exitCode });
        const [client] = report.clients;
        const [finding] = report.findings;
        const text = render({
          ...report,
          clients: outcomes.flatMap((each, index) =>
            client === undefined ? [] : [{ ...client, client: `c${index}`, outcome: each }],
          ),
          findings: severities.flatMap((each, index) =>
            finding === undefined ? [] : [{ ...finding, id: `f${index}`, severity: each, clients: [`c${index}`] }],
          ),
        });
        expect(junitProblems(text)).toEqual([]);
        expect(kinds(text).some((kind) => kind === 'failure' || kind === 'error')).toBe(true);
      },
    ),
  );
});

describe("other people's words", () => {
  test.each(HOSTILE)('%j stays text', (words) => {
    const text = render(hostileReport(words));
    expect(junitProblems(text)).toEqual([]);
    expect(junitText(text, '//testsuite/@name')).toEqual([`pull ${words}`]);
    expect(junitText(text, '//failure')[0]).toContain(words);
  });

  test('what XML has no place for is replaced', () => {
    const text = render(hostileReport('a\u0000b\u0001c\u001b[31md\ufffee\ud800f\u007f'));
    expect(junitProblems(text)).toEqual([]);
    expect(junitText(text, '//testsuite/@name')).toEqual(['pull a\ufffdb\ufffdc\ufffd[31md\ufffde\ufffdf\u007f']);
  });

  test('any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (words) => {
        expect(junitProblems(render(hostileReport(words)))).toEqual([]);
      }),
    );
  });
});
