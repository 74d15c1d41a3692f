import { EXIT, gravestExitCode } from '../exit-code.js';
import type { RenderForm } from '../forms.js';
import type { Report } from '../schema.js';
import { line } from './message.js';
import { resultsOf } from './results.js';
import { ruleOf } from './rules.js';

/** SARIF 2.1.0 for code scanning: one run, a result for every finding that sits in a file, what could not be seen as notifications. */
export const renderSarif: RenderForm = (reports) => {
  const found = resultsOf(reports);
  const codes = [...new Set(found.map(({ ruleId }) => ruleId))];
  const log = {
    // The first keys in this order: by them regdoctor knows such a file as its own (forms.ts).
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'regdoctor', version: reports[0]?.tool.version ?? '', rules: codes.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        invocations: [invocation(reports)],
        results: found.map((result) => ({ ...result, ruleIndex: codes.indexOf(result.ruleId) })),
      },
    ],
  };
  return `${JSON.stringify(log)}\n`;
};

function invocation(reports: readonly Report[]): Record<string, unknown> {
  const exitCode = gravestExitCode(reports.map((report) => report.exitCode));
  const notifications = reports.flatMap(({ reference, unknown, error }) => [
    ...(error === null ? [] : [{ level: 'error', message: { text: line(error.message) } }]),
    ...unknown.map(({ what, why, needed }) => ({
      level: 'warning',
      message: { text: line(`${reference.input}: unknown: ${what}: ${why}. Needed: ${needed}`) },
    })),
  ]);
  return {
    executionSuccessful: exitCode !== EXIT.usage && exitCode !== EXIT.bug,
    exitCode,
    startTimeUtc: reports[0]?.startedAt,
    ...(notifications.length === 0 ? {} : { toolExecutionNotifications: notifications }),
  };
}
