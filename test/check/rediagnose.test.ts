import { beforeAll, describe, expect, test } from 'vitest';
import { rediagnose } from '../../src/check/rediagnose.js';
import { folded } from '../../src/check/storage-folded.js';
import type { Report, ReportReal } from '../../src/report/schema.js';
import { buildStorage } from '../../src/report/storage/build.js';
import { labReport } from '../report/diff/lab-reports.js';
import { aTry, failed, storageFacts } from '../support/storage.js';

let saved: Report;
beforeAll(async () => {
  saved = await labReport('https-on-http-port');
});

const REAL: ReportReal = {
  program: 'buildah',
  version: '1.28.2',
  command: 'buildah pull x',
  outcome: 'fail',
  ms: 40,
  attempts: [],
  says: 'server gave HTTP response to HTTPS client',
  explained: ['https-on-http-port'],
  agrees: 'yes',
  difference: null,
  limits: [],
  toReport: 'line 1\nline 2\u001b[31m',
};

const asFile = (report: Report): Report => JSON.parse(JSON.stringify(report)) as Report;

describe('a report diagnosed again', () => {
  test('is the same where nothing has changed', () => {
    const { tool: _, ...again } = rediagnose(saved);
    const { tool: _t, ...before } = saved;
    expect(asFile(again as Report)).toEqual(before);
  });

  test('keeps what the real programs did', () => {
    const proven = { ...saved, clients: saved.clients.map((client) => ({ ...client, real: REAL })) };
    expect(rediagnose(proven).clients[0]?.real).toEqual({ ...REAL, toReport: 'line 1\nline 2' });
  });

  test('says of a run whose prediction is another one by now that nothing follows from it', () => {
    const other = saved.clients.map((client) => ({ ...client, outcome: 'ok' as const, real: REAL }));
    expect(rediagnose({ ...saved, clients: other }).clients[0]?.real).toMatchObject({
      outcome: 'fail',
      agrees: 'unknown',
      difference: 'today the prediction is another one than the run was compared with',
      toReport: null,
    });
  });

  test('keeps --strict', async () => {
    const slow = await labReport('fallback-delay');
    expect(rediagnose(slow).exitCode).toBe(0);
    expect(rediagnose({ ...slow, inputs: { ...slow.inputs, strict: true } }).exitCode).toBe(1);
  });

  test('judges storage again from what was seen of it', () => {
    const facts = storageFacts({ store: { tries: [aTry({ made: failed('unshare: no') })] } });
    const storage = buildStorage(facts, { version: '0', startedAt: saved.startedAt, strict: false });
    const both = folded(saved, storage);
    const again = rediagnose(asFile(both));
    expect(again.findings.map(({ id, code }) => `${id} ${code}`)).toEqual(
      both.findings.map(({ id, code }) => `${id} ${code}`),
    );
    expect(again.storage).toEqual(both.storage);
    expect(again.notes).toEqual(both.notes);
    expect([again.verdict, again.exitCode, again.summary]).toEqual([both.verdict, both.exitCode, both.summary]);
  });

  test('says what it said where names were replaced, without what a terminal would obey', () => {
    const evil = '\u001b]0;title\u0007\u001b[31mred\u202e\u009b2J';
    const [finding] = saved.findings;
    if (finding === undefined) throw new Error('the lab finds something');
    const replaced: Report = {
      ...saved,
      inputs: { ...saved.inputs, namesReplaced: true },
      summary: `it fails${evil}`,
      vantage: { ...saved.vantage, files: `/${evil}` },
      reference: { ...saved.reference, input: `host-1/app${evil}` },
      notes: [evil],
      tool: { ...saved.tool, version: `1${evil}` },
      clients: saved.clients.map((client) => ({ ...client, version: evil, says: evil, real: { ...REAL, says: evil } })),
      findings: [
        {
          ...finding,
          code: `tcp-refused</summary><img>${evil}`,
          title: evil,
          fixes: finding.fixes.map((fix) => ({
            ...fix,
            reload: evil,
            pod: {
              yaml: `a:\n  b${evil}\n`,
              podSecurity: 'baseline',
              gives: evil,
              flags: evil,
              started: 'by Kubernetes',
            },
          })),
        },
      ],
    };
    const { facts: _, inputs: _i, ...shown } = rediagnose(replaced);
    expect(JSON.stringify(shown)).not.toMatch(/\\u001b|\\u0007|\u202e|\u009b/);
    expect(shown.summary).toBe('it failsred');
    expect(shown.clients[0]?.real?.toReport).toBe('line 1\nline 2');
    expect(shown.findings[0]?.code).toBe('tcp-refusedsummaryimgred');
    expect(shown.findings[0]?.fixes[0]?.pod?.yaml).toBe('a:\n  bred\n');
    expect(rediagnose({ ...saved, inputs: { ...saved.inputs, namesReplaced: true } }).findings).toEqual(saved.findings);
  });

  test('takes no fix of storage from the file: what is pasted comes from the rules', () => {
    const facts = storageFacts({ store: { tries: [aTry({ made: failed('unshare: no') })] } });
    const both = asFile(
      folded(saved, buildStorage(facts, { version: '0', startedAt: saved.startedAt, strict: false })),
    );
    const evil = both.findings.map((finding) => ({
      ...finding,
      fixes: finding.fixes.map((fix) => ({ ...fix, commands: ['rm -rf /'] })),
    }));
    expect(JSON.stringify(rediagnose({ ...both, findings: evil }).findings)).not.toContain('rm -rf');
  });
});
