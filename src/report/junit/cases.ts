import { duration } from '../duration.js';
import { EXIT } from '../exit-code.js';
import type { Report, ReportClient, ReportFinding } from '../schema.js';
import { failureText, message } from './words.js';

/** What came of one test. */
export type Result =
  | { readonly kind: 'passed'; readonly output: string | null }
  | { readonly kind: 'failure' | 'error'; readonly type: string; readonly message: string; readonly text: string }
  | { readonly kind: 'skipped'; readonly message: string };

/** One test: a client, or what belongs to no client. */
export interface TestCase {
  readonly name: string;
  /** Milliseconds that the client would take. */
  readonly ms: number;
  readonly result: Result;
}

const STORAGE = 'storage';
const CHECK = 'check';

/**
 * The tests of a report, one a client: failed where it fails, in error where that could not be seen, passed else. They agree with the exit code: one is
 * not passed exactly where it is not 0.
 */
export function testCases(report: Report): TestCase[] {
  const cases = [...report.clients.map((client) => clientCase(client, report)), ...storageCase(report)];
  const isBad = cases.some(({ result: { kind } }) => kind === 'failure' || kind === 'error');
  return isBad || (report.exitCode === EXIT.ok && cases.length > 0) ? cases : [...cases, wholeCase(report)];
}

/** Findings that count: errors, and under `--strict`, which shows in the exit code alone, warnings. */
function counting({ findings, exitCode }: Report): ReportFinding[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const isStrict = exitCode === EXIT.finding && errors.length === 0;
  return isStrict ? findings.filter(({ severity }) => severity === 'warning') : errors;
}

function clientCase(client: ReportClient, report: Report): TestCase {
  const own = report.findings.filter(({ clients, severity }) => severity !== 'info' && clients.includes(client.client));
  const counts = counting(report).filter((finding) => own.includes(finding));
  return {
    name: `${client.client} ${client.version}`,
    ms: client.predictedMs,
    result: clientResult(client, own, counts, report),
  };
}

function clientResult(
  client: ReportClient,
  own: readonly ReportFinding[],
  counts: readonly ReportFinding[],
  report: Report,
): Result {
  const { outcome, says, predictedMs } = client;
  if (outcome === 'unknown' && counts.length === 0) return unknownResult(report);
  // A push that nobody gave an account for: the exit code is 0.
  if (outcome === 'fail' && report.exitCode === EXIT.ok) return { kind: 'skipped', message: message(report.summary) };
  if (outcome === 'fail' || counts.length > 0) {
    const [first] = counts.length > 0 ? counts : own;
    return {
      kind: 'failure',
      type: first?.code ?? 'unexplained',
      message: message(first?.title ?? says ?? report.summary),
      text: failureText(report, client, counts.length > 0 ? counts : own),
    };
  }
  const took = outcome === 'slow' ? `slow: ${duration(predictedMs)}` : null;
  const output = own.length === 0 ? took : failureText(report, client, own);
  return { kind: 'passed', output };
}

function unknownResult(report: Report): Result {
  const [first] = report.unknown;
  const why = first === undefined ? report.summary : `${first.what}: ${first.why}. Needed: ${first.needed}`;
  return { kind: 'error', type: 'unknown', message: message(why), text: failureText(report, null, []) };
}

function storageCase(report: Report): TestCase[] {
  const { storage } = report;
  if (storage === undefined) return [];
  const own = report.findings.filter(({ code, severity }) => code.startsWith(`${STORAGE}-`) && severity !== 'info');
  const counts = counting(report).filter((finding) => own.includes(finding));
  const [first] = counts;
  const result: Result =
    first !== undefined
      ? { kind: 'failure', type: first.code, message: message(first.title), text: failureText(report, null, counts) }
      : storage.verdict === 'unknown' && report.exitCode !== EXIT.ok
        ? { kind: 'error', type: 'unknown', message: message(storage.summary), text: failureText(report, null, []) }
        : { kind: 'passed', output: storage.verdict === 'ok' ? null : storage.summary };
  return [{ name: STORAGE, ms: 0, result }];
}

/** The call was wrong, no client was found, or what counts touches none of them. */
function wholeCase(report: Report): TestCase {
  const [first] = counting(report);
  const result: Result =
    report.exitCode === EXIT.finding && first !== undefined
      ? {
          kind: 'failure',
          type: first.code,
          message: message(first.title),
          text: failureText(report, null, counting(report)),
        }
      : report.error === null
        ? unknownResult(report)
        : { kind: 'error', type: 'usage', message: message(report.error.message), text: report.error.message };
  return { name: CHECK, ms: 0, result };
}
