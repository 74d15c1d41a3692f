import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import type { Report } from '../../../src/report/schema.js';
import { formProblems } from '../../report/every-form.js';
import { CHECKOUT } from '../rig/client-files.js';
import type { CommandResult } from '../rig/command.js';
import type { ConformanceCase } from './case.js';

const ajv = new Ajv2020({ allErrors: true, strict: false, formats: { 'date-time': true } });
const validate = ajv.compile(JSON.parse(readFileSync(join(CHECKOUT, 'docs/report.schema.json'), 'utf8')));

/** Reads what `--json` printed: one document on one line that follows the schema, and nothing else; it is valid in every other form too. */
export function readReport(result: CommandResult): Report {
  expect(result.stdout.split('\n'), `stdout is one line: ${result.stdout.slice(0, 500)} ${result.stderr}`).toHaveLength(
    1,
  );
  const document: unknown = JSON.parse(result.stdout);
  validate(document);
  expect(validate.errors ?? [], 'the report follows docs/report.schema.json').toEqual([]);
  const report = document as Report;
  expect(report.exitCode).toBe(result.code);
  expect(formProblems(report)).toEqual([]);
  return report;
}

/** Errors and warnings in order: what a person is told of unasked. */
export function told(report: Report): Report['findings'] {
  return report.findings.filter(({ severity }) => severity !== 'info');
}

/** Code, severity and subject of every finding: what two reports on the same facts have in common. */
export function essence(report: Report): string[] {
  return report.findings.map(({ code, severity, subject, causedBy }) =>
    [code, severity, subject, causedBy ?? ''].join(' '),
  );
}

/** The report names the injected fault first, and leaves no error without a next step and no verdict without its vantage. */
export function expectDiagnosis(report: Report, expected: ConformanceCase): void {
  const summary = `${essence(report).join('; ') || 'no finding'} | ${report.summary} | unknown: ${JSON.stringify(report.unknown)}`;
  const [primary] = told(report);
  expect(primary?.code ?? null, summary).toBe(expected.finding);
  if (expected.finding === null) expect(report.exitCode, summary).toBe(0);
  const fails = Object.values(expected.clients).includes('fail');
  if (primary !== undefined) expect(primary.severity, summary).toBe(fails ? 'error' : 'warning');
  if (expected.evidence !== undefined)
    expect(primary?.evidence.map(({ text }) => text).join('\n'), summary).toMatch(expected.evidence);
  if (expected.detail !== undefined) expect(primary?.detail, summary).toBe(expected.detail);
  expect(report.findings.slice(1).map(({ code }) => code)).toEqual(expect.arrayContaining([...(expected.also ?? [])]));
  for (const finding of report.findings.filter(({ severity }) => severity === 'error')) {
    expect(finding.nextStep, `next step of ${finding.code}`).not.toBe('');
    expect(finding.fixes.length, `fixes of ${finding.code}`).toBeGreaterThan(0);
  }
  expect(report.vantage).toMatchObject({
    network: expect.stringMatching(/./),
    resolver: expect.stringMatching(/./),
    files: '/',
  });
  const outcomes = Object.fromEntries(report.clients.map(({ client, outcome }) => [client, outcome]));
  expect(outcomes, summary).toEqual(expected.clients);
}
