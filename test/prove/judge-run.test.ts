import { describe, expect, test } from 'vitest';
import type { Run } from '../../src/prove/happened.js';
import { hideNames } from '../../src/prove/hide-names.js';
import { judgeRun } from '../../src/prove/judge-run.js';
import type { ReportClient } from '../../src/report/schema.js';
import { aReport } from '../report/a-report.js';

const report = aReport();
const HOST = report.reference.registry ?? '';
const manifestUrl = report.clients[0]?.attempts.find(({ step }) => step === 'manifest')?.url ?? '';
const SLOW: Run = {
  outcome: 'ok',
  ms: 30_100,
  attempts: [
    { method: 'GET', url: `https://${HOST}/v2/`, startMs: 20, outcome: 'dial tcp 192.0.2.7:443: i/o timeout' },
    { method: 'GET', url: `http://${HOST}/v2/`, startMs: 30_020, outcome: '200' },
    { method: 'GET', url: manifestUrl, startMs: 30_050, outcome: '200' },
  ],
  says: null,
  explained: [],
  limits: [],
  stoppedAfterMs: null,
};
const FAILED: Run = {
  ...SLOW,
  outcome: 'fail',
  ms: 200,
  says: `Error: pinging container registry ${HOST}: Get "https://${HOST}/v2/": dial tcp 192.0.2.7:443: connect: connection refused`,
  explained: ['tcp-refused'],
};

function judged(run: Run, client: Partial<ReportClient> = {}, files = '/', readsOwnFiles = true) {
  const [first] = report.clients;
  if (first === undefined) throw new Error('a report has a client');
  return judgeRun({
    report: { ...report, vantage: { ...report.vantage, files } },
    client: { ...first, ...client },
    program: '/usr/bin/buildah',
    version: '1.28.2',
    command: 'buildah pull x',
    run,
    readsOwnFiles,
    limits: [],
  });
}

describe('a run beside its prediction', () => {
  test('as predicted: nothing to report', () => {
    expect(judged(SLOW)).toMatchObject({ agrees: 'yes', difference: null, toReport: null, limits: [] });
  });

  test('not as predicted: lines to send, with both sides in them and no name of ours', () => {
    const { agrees, toReport } = judged(FAILED);
    expect(agrees).toBe('no');
    expect(toReport).toMatch(/^regdoctor 0\.0\.0; buildah 1\.28\.2 /);
    expect(toReport).toMatch(/predicted: slow, 30\.1 s \(exact\), findings: fallback-delay/);
    expect(toReport).toMatch(/real: fail, 200 ms, words read as: tcp-refused/);
    expect(toReport).toContain('Get "https://host-1/v2/": dial tcp address-1:443: connect: connection refused');
    expect(toReport).not.toContain(HOST);
    expect(toReport).not.toContain('192.0.2.7');
    expect(toReport).not.toContain('team/app');
  });

  test('another version than the one judged proves nothing', () => {
    const run = judged(FAILED, { version: '1.33.0', versionFrom: 'flag' });
    expect(run).toMatchObject({ agrees: 'unknown', toReport: null });
    expect(run.difference).not.toBeNull();
    expect(run.limits).toEqual(['version 1.33.0 was judged, 1.28.2 is here']);
  });

  test("another machine's files prove nothing", () => {
    const run = judged(SLOW, {}, '/host');
    expect(run).toMatchObject({ agrees: 'unknown', difference: null });
    expect(run.limits.join()).toContain('/host');
    // A node's own runtime reads the node's files.
    expect(judged(SLOW, {}, '/host', false)).toMatchObject({ agrees: 'yes', limits: [] });
  });

  test('the words of a failure count beside the finding: a cause may hide behind its consequence', () => {
    const says = 'x509: certificate signed by unknown authority';
    const client = { outcome: 'fail', says, predictedMs: 100 } as const;
    const run = { ...FAILED, attempts: [], says, explained: ['tls-unknown-ca'] };
    expect(judged(run, client).agrees).toBe('yes');
    expect(judged({ ...run, explained: ['dns-nxdomain'] }, client)).toMatchObject({ agrees: 'no' });
  });
});

test('names become placeholders: the same name the same one, the longest first', () => {
  const text =
    'registry.corp asked auth.registry.corp for team/app at 10.0.0.7 and [fd00::7], then registry.corp at 10.0.0.7';
  expect(hideNames(text, { host: ['registry.corp', 'auth.registry.corp'], repository: ['team/app', 'a'] })).toBe(
    'host-1 asked host-2 for repository-1 at address-1 and address-2, then host-1 at address-1',
  );
});
