import { describe, expect, test } from 'vitest';
import { changeLine, clockTime, firstRoundLine, sameLine } from '../../src/cli/watch-words.js';
import type { Report } from '../../src/report/schema.js';
import { aReport } from '../report/a-report.js';

const AT = new Date(2026, 0, 2, 10, 2, 5).getTime();
const [finding] = aReport().findings;
const [client] = aReport().clients;
if (finding === undefined || client === undefined) throw new Error('an empty report');
const refused = { ...finding, code: 'tcp-refused', severity: 'error', title: 'nothing listens' } as const;
const broken = aReport({
  verdict: 'broken',
  summary: 'buildah: the pull fails: nothing listens.',
  findings: [refused],
});
const well = aReport({ verdict: 'ok', summary: 'buildah: the pull works.', findings: [] });
const change = (before: Report, after: Report) => changeLine(before, after, AT, '→');

describe('what is said between rounds', () => {
  test('the first round: time, verdict and cause', () => {
    expect(clockTime(AT)).toBe('10:02:05');
    expect(firstRoundLine(broken, AT)).toBe('10:02:05 broken: tcp-refused: buildah: the pull fails: nothing listens.');
  });

  test('nothing, where nothing has changed', () => {
    expect(change(broken, broken)).toBeNull();
    expect(sameLine(broken, 7, AT)).toBe('10:02:05 still broken: tcp-refused, 7 rounds so far');
  });

  test('the verdict, and which finding is gone', () => {
    expect(change(broken, well)).toBe('10:02:05 broken → ok: tcp-refused is gone');
  });

  test('another cause behind the first: still broken, and why now', () => {
    const later = { ...broken, findings: [{ ...refused, code: 'tls-unknown-ca', title: 'signed by nobody' }] };
    expect(change(broken, later)).toBe(
      '10:02:05 still broken: tcp-refused is gone; tls-unknown-ca is new: signed by nobody',
    );
  });

  test('infos and what follows from something else are no change', () => {
    const follows = { ...refused, code: 'tls-unknown-ca', causedBy: 'tcp-refused' };
    const info = { ...refused, code: 'mirror-in-use', severity: 'info' } as const;
    expect(change(broken, { ...broken, findings: [refused, follows, info] })).toBeNull();
  });

  test('which of several clients fares otherwise', () => {
    const clients = (outcome: 'ok' | 'fail') => [client, { ...client, client: 'docker', outcome }];
    expect(change({ ...broken, clients: clients('fail') }, { ...broken, clients: clients('ok') })).toBe(
      '10:02:05 still broken: docker: fail → ok',
    );
  });

  test('what can be seen now, and what no longer', () => {
    const hidden = (what: string) => ({ ...broken, unknown: [{ what, why: 'no answer', needed: 'a shell there' }] });
    expect(change(hidden('ping'), hidden('token'))).toBe(
      "10:02:05 still broken: can be seen now: ping; can't be seen any more: token",
    );
  });
});
