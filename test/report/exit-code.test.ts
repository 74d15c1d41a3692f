import { describe, expect, test } from 'vitest';
import { exitCodeOf } from '../../src/report/exit-code.js';
import type { Report } from '../../src/report/schema.js';
import { aReport } from './a-report.js';

const [client] = aReport().clients;
const [finding] = aReport().findings;
if (client === undefined || finding === undefined) throw new Error('the report of the tests is empty');
const one = (outcome: Report['clients'][number]['outcome']) => [{ ...client, outcome }];
const UNKNOWN = [{ what: 'x', why: 'y', needed: 'z' }];

describe('the exit code', () => {
  test.each<[string, Partial<Report>, boolean, number]>([
    ['all well', { clients: one('ok'), findings: [] }, false, 0],
    ['slow alone', { clients: one('slow') }, false, 0],
    ['slow with --strict', { clients: one('slow') }, true, 1],
    ['an error', { clients: one('fail'), findings: [{ ...finding, severity: 'error' }] }, false, 1],
    [
      'an error and something unknown',
      { clients: one('unknown'), findings: [{ ...finding, severity: 'error' }], unknown: UNKNOWN },
      false,
      1,
    ],
    ['something unknown', { clients: one('unknown'), findings: [], unknown: UNKNOWN }, false, 3],
    ['no client at all', { clients: [], findings: [] }, false, 3],
    ['a failure that no rule explains', { clients: one('fail'), findings: [] }, false, 3],
    [
      'a push that nobody gave an account for',
      { clients: one('fail'), findings: [{ ...finding, code: 'anonymous-push-denied', severity: 'info' }] },
      false,
      0,
    ],
    ['infos only', { clients: one('ok'), findings: [{ ...finding, severity: 'info' }] }, true, 0],
  ])('%s: %#', (_name, more, strict, code) => {
    expect(exitCodeOf(aReport(more), strict)).toBe(code);
  });
});
