import type { RenderForm } from '../forms.js';
import type { Report } from '../schema.js';
import { type TestCase, testCases } from './cases.js';
import { element } from './xml.js';

/** First lines of every such file, by which regdoctor knows it as its own. */
const BEGINNING = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- regdoctor report -->';
/** Packages of tests in the trees that CI systems show. */
const PACKAGE = 'regdoctor';

/** JUnit XML as CI systems read it (the Jenkins xunit plugin's junit-10.xsd): a suite a reference, a test a client. */
export const renderJunit: RenderForm = (reports) => {
  const suites = reports.map((report) => ({ report, cases: testCases(report) }));
  const all = suites.flatMap(({ cases }) => cases);
  const root = element(
    'testsuites',
    { name: PACKAGE, time: seconds(timeOf(reports)), ...counts(all) },
    suites.map(({ report, cases }, index) => suiteElement(report, cases, index)),
  );
  return `${BEGINNING}\n${root}\n`;
};

function suiteElement(report: Report, cases: readonly TestCase[], index: number): string {
  const { operation, reference, startedAt, timing } = report;
  const name = `${operation} ${reference.input}`;
  const classname = `${PACKAGE}.${name.replaceAll('.', '_')}`;
  return element(
    'testsuite',
    {
      name,
      ...counts(cases),
      skipped: cases.filter(({ result }) => result.kind === 'skipped').length,
      time: seconds(timing.totalMs),
      // Without a zone, as Ant writes it; it is UTC.
      timestamp: startedAt.slice(0, 'YYYY-MM-DDThh:mm:ss'.length),
      id: index,
      package: PACKAGE,
    },
    [propertiesElement(report), ...cases.map((one) => caseElement(one, classname))],
  );
}

function propertiesElement({ tool, verdict, summary, exitCode, vantage, operation, reference }: Report): string {
  const properties = {
    'regdoctor.version': tool.version,
    'regdoctor.verdict': verdict,
    'regdoctor.summary': summary,
    'regdoctor.exitCode': String(exitCode),
    'regdoctor.operation': operation,
    'regdoctor.reference': reference.input,
    'regdoctor.vantage': `network: ${vantage.network}, resolver: ${vantage.resolver}, files: ${vantage.files}`,
  };
  return element(
    'properties',
    {},
    Object.entries(properties).map(([name, value]) => element('property', { name, value })),
  );
}

/** A class name ties a test to its history: points would make a tree of packages out of a host's name. */
function caseElement({ name, ms, result }: TestCase, classname: string): string {
  return element('testcase', { name, classname, time: seconds(ms) }, resultElements(result));
}

function resultElements(result: TestCase['result']): string[] {
  switch (result.kind) {
    case 'passed':
      return result.output === null ? [] : [element('system-out', {}, result.output)];
    case 'skipped':
      return [element('skipped', { message: result.message })];
    default:
      return [element(result.kind, { type: result.type, message: result.message }, result.text)];
  }
}

function counts(cases: readonly TestCase[]): { tests: number; failures: number; errors: number } {
  const of = (kind: TestCase['result']['kind']): number => cases.filter(({ result }) => result.kind === kind).length;
  return { tests: cases.length, failures: of('failure'), errors: of('error') };
}

function timeOf(reports: readonly Report[]): number {
  return reports.reduce((sum, { timing }) => sum + timing.totalMs, 0);
}

/** Longest time written, seconds: numbers of a saved report are anybody's, and longer ones would come out as 1e+21. */
const MOST_SECONDS = 1e9;

/** Seconds with a point and three digits, which all readers take. */
function seconds(ms: number): string {
  return Math.min(MOST_SECONDS, Math.max(0, ms) / 1000).toFixed(3);
}
