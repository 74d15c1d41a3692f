import { describe, expect, test } from 'vitest';
import { choose, type Offer } from '../../src/apply/choose.js';
import type { Report, ReportFinding, ReportFix } from '../../src/report/schema.js';
import { aFix, anAttempt, aReport } from '../report/a-report.js';

const ALL = { fixes: null, clients: null };

/** A report of two clients with these findings. */
function report(...findings: Partial<ReportFinding>[]): Report {
  const base = aReport();
  const [client] = base.clients;
  const [finding] = base.findings;
  if (client === undefined || finding === undefined) throw new Error('the sample report has no client');
  return aReport({
    clients: [client, { ...client, client: 'containerd' }],
    findings: findings.map((more, index) => ({ ...finding, id: `f${index + 1}`, ...more })),
  });
}

const CONTENT = { path: '/etc/other', action: 'write' as const, content: 'x\n', edits: [] };
const server = (id: string): ReportFix =>
  aFix({ id, kind: 'server', files: [], proof: { ...aFix().proof, kind: 'hypothetical' } });

function states(offers: readonly Offer[]): Record<string, string> {
  return Object.fromEntries(offers.map(({ saved, state }) => [saved.id, state]));
}

describe('what is chosen', () => {
  test('is the first proven fix of each client for its first finding', () => {
    const saved = report(
      { clients: ['buildah'], fixes: [server('f1x1'), aFix({ id: 'f1x2' }), aFix({ id: 'f1x3', files: [CONTENT] })] },
      {
        clients: ['buildah', 'containerd'],
        fixes: [aFix({ id: 'f2x1' }), aFix({ id: 'f2x2', client: 'containerd', files: [CONTENT] })],
      },
    );
    expect(states(choose(saved, saved, ALL, () => null))).toEqual({
      f1x1: 'elsewhere',
      f1x2: 'chosen',
      f1x3: 'left',
      f2x1: 'left',
      f2x2: 'chosen',
    });
  });

  test('is one fix for all clients that share it', () => {
    const shared = aFix({ id: 'f1x1', client: 'buildah, containerd' });
    const saved = report({ clients: ['buildah', 'containerd'], fixes: [shared] });
    expect(states(choose(saved, saved, ALL, () => null))).toEqual({ f1x1: 'chosen' });
  });

  test('is for the named clients only', () => {
    const saved = report({
      clients: ['buildah', 'containerd'],
      fixes: [aFix({ id: 'f1x1' }), aFix({ id: 'f1x2', client: 'containerd', files: [CONTENT] })],
    });
    expect(states(choose(saved, saved, { fixes: null, clients: ['containerd'] }, () => null))).toEqual({
      f1x2: 'chosen',
    });
  });

  test('is never the fix of an info, nor what rests on answers that nobody has seen', () => {
    const hypothetical = aFix({ id: 'f2x1', files: [CONTENT], proof: { ...aFix().proof, kind: 'hypothetical' } });
    const saved = report(
      { clients: ['buildah'], severity: 'info', fixes: [aFix({ id: 'f1x1' })] },
      { clients: ['buildah'], fixes: [hypothetical] },
    );
    const offers = choose(saved, saved, ALL, () => null);
    expect(states(offers)).toEqual({ f1x1: 'left', f2x1: 'to-name' });
    expect(offers[1]?.why).toBe('its proof rests on answers that nobody has seen');
    expect(states(choose(saved, saved, { fixes: ['f2x1'], clients: null }, () => null))).toMatchObject({
      f2x1: 'chosen',
    });
  });

  test('is looked up in the diagnosis of today, and words may differ', () => {
    const saved = report({ clients: ['buildah'], fixes: [aFix({ id: 'f1x1', summary: 'old words' })] });
    const today = report({ clients: ['buildah'], fixes: [aFix({ id: 'f1x7', summary: 'new words' })] });
    expect(choose(saved, today, ALL, () => null)[0]?.again?.summary).toBe('new words');
    const other = report({ clients: ['buildah'], fixes: [aFix({ files: [CONTENT] })] });
    expect(choose(saved, other, ALL, () => null)[0]).toMatchObject({ state: 'chosen', again: null });
  });
});

describe('what gives protection up is carried out only by its name', () => {
  const proof = aFix().proof;
  const walk = (more: Parameters<typeof anAttempt>[0]) => ({
    ...proof,
    after: { ...proof.after, attempts: [anAttempt(more)] },
  });
  const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
  const trusting = aFix({
    id: 'f1x1',
    files: [{ ...CONTENT, path: '/etc/containers/certs.d/reg/ca.crt', content: PEM }],
  });

  test.each<[string, ReportFix, RegExp]>([
    [
      'plain HTTP',
      aFix({ id: 'f1x1', proof: walk({ url: 'http://other.example.com/v2/', tlsVerify: null }) }),
      /^other\.example\.com is then asked over plain HTTP/,
    ],
    [
      'no verification',
      aFix({ id: 'f1x1', proof: walk({ url: 'https://other.example.com/v2/', tlsVerify: false }) }),
      /^nobody checks any more who answers as other\.example\.com$/,
    ],
    [
      'another host',
      aFix({ id: 'f1x1', proof: walk({ step: 'manifest', url: 'https://other.example.com/v2/' }) }),
      /^images then come from other\.example\.com, which was not asked before$/,
    ],
    ['a certificate that a server showed', trusting, /^it trusts a certificate that nobody has verified/],
  ])('%s', (_, fix, why) => {
    const saved = report({ code: 'tls-unknown-ca', clients: ['buildah'], fixes: [fix] });
    const [offer] = choose(saved, saved, ALL, () => null);
    expect(offer).toMatchObject({ state: 'to-name', why: expect.stringMatching(why) });
    expect(choose(saved, saved, { fixes: ['f1x1'], clients: null }, () => null)[0]?.state).toBe('chosen');
  });

  test.each<[string, Partial<ReportFinding>, string | null]>([
    ['an intermediate that leads to a trusted root', { code: 'tls-missing-intermediate', fixes: [trusting] }, null],
    [
      "the machine's own certificate under another name",
      { code: 'tls-unknown-ca', fixes: [trusting] },
      `# mine\n${PEM}`,
    ],
    ['a setting of its own that had no effect', { code: 'config-ignored-wrong-path', fixes: [trusting] }, null],
  ])('%s gives nothing up', (_, finding, known) => {
    const saved = report({ clients: ['buildah'], ...finding });
    expect(choose(saved, saved, ALL, () => known)[0]?.state).toBe('chosen');
  });
});
