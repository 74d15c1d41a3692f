import { describe, expect, test } from 'vitest';
import { type Brief, briefOf } from '../../src/many/brief.js';
import { Causes } from '../../src/many/cause.js';
import { bugReport, untoldReport, wrongReport } from '../../src/many/other-reports.js';
import { overallLine, Tally } from '../../src/many/tally.js';
import { briefLines, columnsFor } from '../../src/many/text/line.js';
import { summaryLines } from '../../src/many/text/summary.js';
import { gravestExitCode } from '../../src/report/exit-code.js';
import { type Report, reportSchema } from '../../src/report/schema.js';
import { aFix, aReport } from '../report/a-report.js';

const TEXT = { color: false, unicode: true, width: 80, verbose: false };
const WORDS = { operation: 'pull', vantage: { network: 'host', resolver: 'host', files: '/' } } as const;

const FINDING = aFinding();

function aFinding(): Report['findings'][number] {
  const [found] = aReport({}).findings;
  if (found === undefined) throw new Error('a report without a finding');
  return { ...found, severity: 'error', fixes: [aFix()] };
}

/** A report of `registry/team/NAME:1` that is broken by this code at this place. */
function broken(name: string, code: string, subject: string, registry = 'a.test'): Report {
  return aReport({
    exitCode: 1,
    verdict: 'broken',
    reference: { input: `${registry}/${name}:1`, registry, repository: name, tag: '1', digest: null },
    findings: [{ ...FINDING, code, subject, title: `${subject} is broken` }],
  });
}

function fine(name: string): Report {
  return aReport({
    exitCode: 0,
    verdict: 'ok',
    reference: { input: `a.test/${name}:1`, registry: 'a.test', repository: name, tag: '1', digest: null },
    findings: [],
  });
}

function told(reports: readonly Report[]): { tally: Tally; causes: Causes; briefs: Brief[] } {
  const tally = new Tally();
  const causes = new Causes();
  const briefs = reports.map((report, index) => briefOf(index, report));
  for (const brief of briefs) {
    tally.add(brief);
    causes.add(brief, reports[brief.index] as Report);
  }
  return { tally, causes, briefs };
}

describe('one line a reference', () => {
  const reports = [
    fine('team/app'),
    broken('team/one', 'tls-expired', 'https://a.test:443'),
    wrongReport({ reference: 'A B', message: 'list.txt:3: a reference has no spaces', meant: null }, WORDS),
    untoldReport('b.test/late:1', WORDS),
  ];
  const { briefs } = told(reports);
  const columns = columnsFor(
    briefs.map(({ reference }) => reference),
    TEXT,
  );

  test('state, reference, cause and place stand below each other', () => {
    const lines = briefs.flatMap((brief) => briefLines(brief, brief.index === 1 ? 'list.txt:2' : null, columns, TEXT));
    expect(lines).toEqual([
      '✓ ok       a.test/team/app:1',
      '✗ broken   a.test/team/one:1  tls-expired  list.txt:2',
      '✗ wrong    A B                list.txt:3: a reference has no spaces',
      '? unknown  b.test/late:1      the run was interrupted before its turn',
    ]);
  });

  test('what has no room goes below, and no reference is ever cut', () => {
    const long = `registry.example.com/${'deep/'.repeat(20)}app:1`;
    const [brief] = told([{ ...(reports[1] as Report), reference: { ...fine('x').reference, input: long } }]).briefs;
    const lines = briefLines(brief as Brief, 'list.txt:2', columnsFor([long, 'short'], TEXT), TEXT);
    expect(lines[0]).toBe(`✗ broken   ${long}`);
    expect(lines[1]).toBe(`${' '.repeat(13)}tls-expired  list.txt:2`);
  });

  test('without Unicode and colour it says the same', () => {
    const [line] = briefLines(briefs[1] as Brief, null, columns, { ...TEXT, unicode: false });
    expect(line).toBe('x broken   a.test/team/one:1  tls-expired');
  });
});

describe('summary by cause', () => {
  test('one endpoint, one cause: its fix is told once, however many it breaks', () => {
    const { causes } = told(
      ['x/1', 'x/2', 'x/3', 'x/4'].map((name) => broken(name, 'tls-expired', 'https://a.test:443')),
    );
    const lines = summaryLines(causes.sorted(), (index) => `ref${index}`, TEXT);
    expect(lines[0]).toBe('4 references: ref0, ref1, ref2 and 1 more');
    expect(lines.filter((line) => line.includes('declare registry.example.com:80'))).toHaveLength(1);
  });

  test('what is wrong with single references of a registry is one cause, told by the first', () => {
    const { causes } = told(['x/1', 'x/2'].map((name) => broken(name, 'manifest-unknown', `a.test/${name}:1`)));
    const sorted = causes.sorted();
    expect(sorted).toHaveLength(1);
    const lines = summaryLines(sorted, (index) => `ref${index}`, TEXT);
    expect(lines.slice(0, 2)).toEqual([
      '2 references: ref0, ref1',
      'said of ref0; what to do for the others: --verbose',
    ]);
  });

  test('a realm that three registries use is one cause; the same code at two places is two', () => {
    const { causes } = told([
      broken('x', 'auth-token-realm-unreachable', 'https://auth.test:443', 'a.test'),
      broken('y', 'auth-token-realm-unreachable', 'https://auth.test:443', 'b.test'),
      broken('x', 'tls-expired', 'https://a.test:443', 'a.test'),
      broken('x', 'tls-expired', 'https://b.test:443', 'b.test'),
    ]);
    expect(causes.sorted().map(({ code, indexes }) => [code, indexes])).toEqual([
      ['auth-token-realm-unreachable', [0, 1]],
      ['tls-expired', [2]],
      ['tls-expired', [3]],
    ]);
  });

  test('the gravest first, then what touches most; nothing where all is well', () => {
    const { causes } = told([
      untoldReport('b.test/late:1', WORDS),
      broken('x', 'tls-expired', 'https://a.test:443'),
      fine('y'),
      broken('x', 'tcp-timeout', 'https://b.test:443', 'b.test'),
      broken('y', 'tcp-timeout', 'https://b.test:443', 'b.test'),
    ]);
    expect(causes.sorted().map(({ code, state }) => code ?? state)).toEqual(['tcp-timeout', 'tls-expired', 'unknown']);
    expect(told([fine('a')]).causes.sorted()).toEqual([]);
  });
});

describe('the verdict over all', () => {
  test('says how many, and what is wrong with most', () => {
    const { tally, causes } = told([
      fine('a'),
      broken('x', 'tls-expired', 'https://a.test:443'),
      broken('y', 'tls-expired', 'https://a.test:443'),
      wrongReport({ reference: 'A', message: 'no', meant: null }, WORDS),
    ]);
    expect(overallLine(tally, causes.sorted())).toBe(
      'broken: 4 references: 2 broken, 1 wrong, 1 ok: tls-expired 2, not a reference 1',
    );
    const good = told([fine('a'), fine('b')]);
    expect(overallLine(good.tally, [])).toBe('ok: 2 references, nothing to complain about');
  });

  test.each<[string, readonly number[], number]>([
    ['all well', [0, 0], 0],
    ['something unknown', [0, 3, 0], 3],
    ['one is no reference', [0, 3, 2], 2],
    ['an image that can not be pulled is not hidden by a wrong line', [2, 1, 3, 0], 1],
    ['a bug of ours before all', [1, 70, 2], 70],
  ])('exit code: %s', (_, codes, expected) => {
    expect(gravestExitCode(codes)).toBe(expected);
  });

  test('documents of references that were not looked at are in the schema', () => {
    for (const report of [
      wrongReport({ reference: 'A B', message: 'no reference', meant: 'a-b' }, WORDS),
      untoldReport('b.test/late:1', WORDS),
      bugReport('b.test/late:1', new TypeError('https://user:secret@b.test is not iterable'), WORDS),
    ]) {
      expect(reportSchema.safeParse(report).error).toBeUndefined();
      expect(JSON.stringify(report)).not.toContain('secret');
    }
    expect(untoldReport('b.test/late:1', WORDS)).toMatchObject({
      exitCode: 3,
      verdict: 'unknown',
      error: null,
      reference: { registry: 'b.test', repository: 'late' },
    });
  });
});
