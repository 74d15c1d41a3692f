import { describe, expect, test } from 'vitest';
import type { Report, ReportReal } from '../../src/report/schema.js';
import { renderText } from '../../src/report/text/render.js';
import { renderReal } from '../../src/report/text/render-real.js';
import { aReport } from './a-report.js';

const PLAIN = { color: false, unicode: true, width: 100, verbose: false };

function proven(more: Partial<ReportReal> = {}): Report {
  const report = aReport({ notes: ['--prove: podman: not on the PATH here', 'another note'] });
  const real: ReportReal = {
    program: '/usr/bin/buildah',
    version: '1.28.2',
    command: '/usr/bin/buildah pull x',
    outcome: 'ok',
    ms: 30_200,
    attempts: [
      {
        method: 'GET',
        url: 'https://registry.example.com/v2/',
        startMs: 120,
        outcome: 'dial tcp 10.0.0.7:443: i/o timeout',
      },
      {
        method: 'GET',
        url: `http://registry.example.com/v2/team/app/blobs/sha256:${'a'.repeat(64)}`,
        startMs: 30_140,
        outcome: '200',
      },
    ],
    says: null,
    explained: [],
    agrees: 'yes',
    difference: null,
    limits: ['it was stopped when layers were coming'],
    toReport: null,
    ...more,
  };
  return { ...report, clients: report.clients.map((client) => ({ ...client, real })) };
}

describe('the proof for people', () => {
  test('prediction and reality side by side: outcome, time, requests, words, and what they mean', () => {
    const text = renderReal(
      proven({ outcome: 'fail', says: 'Error: something', explained: ['tcp-timeout', 'fallback-delay'] }),
      PLAIN,
    );
    expect(text).toMatch(/^\nbuildah 1\.28\.2 for real: as predicted\n/);
    expect(text).toMatch(/│ outcome +│ slow +│ fail +│/);
    expect(text).toMatch(/│ time +│ 30\.1 s +│ 30\.2 s +│/);
    expect(text).toMatch(/│ requests +│ 0 ms GET https:\/\/reg\S+ +│ 120 ms GET https:\/\/reg\S+ +│/);
    expect(text).toContain('dial tcp 10.0.0.7:443: i/o timeout');
    expect(text).toMatch(/│ words +│ +│ Error: something +│/);
    expect(text).toMatch(/│ means +│ fallback-delay +│ tcp-timeout, fallback-delay +│/);
    expect(text).toContain('limit: it was stopped when layers were coming');
  });

  test('its notes follow, no others, and the verdict is the last line', () => {
    const lines = renderReal(proven(), PLAIN).trimEnd().split('\n');
    expect(lines.at(-2)).toBe('--prove: podman: not on the PATH here');
    expect(lines.at(-1)).toMatch(/^degraded: /);
    expect(lines.join('\n')).not.toContain('another note');
  });

  test('no line is wider than the screen, whatever a program says', () => {
    const says = `Error: ${'word '.repeat(80)}${'x'.repeat(300)}`;
    const lines = renderReal(proven({ says }), { ...PLAIN, width: 80 })
      .trimEnd()
      .split('\n')
      .slice(0, -1);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('a disagreement is shown at its client, with lines to copy as they are', () => {
    const toReport = `regdoctor 0.0.0; buildah 1.28.2\ndiffers: ${'long '.repeat(40)}`;
    const text = renderReal(
      proven({ outcome: 'fail', agrees: 'no', difference: 'it was predicted to succeed and failed', toReport }),
      PLAIN,
    );
    expect(text).toContain('buildah 1.28.2 for real: NOT as predicted: it was predicted to succeed and failed');
    expect(text).toMatch(/Open an issue with these\s+lines/);
    for (const line of toReport.split('\n')) expect(text).toContain(`\n    ${line.trimEnd()}`);
  });

  test('a whole report has it too: files are written from it', () => {
    expect(renderText(proven(), PLAIN)).toContain('buildah 1.28.2 for real: as predicted');
    expect(renderText(aReport(), PLAIN)).not.toContain('for real');
  });

  test('a program that took long to start, and one of unknown version', () => {
    const attempts = [{ method: 'GET', url: 'https://registry.example.com/v2/', startMs: 2000, outcome: null }];
    const text = renderReal(proven({ version: null, ms: 3000, attempts, agrees: 'unknown' }), PLAIN);
    expect(text).toContain('3.0 s, 2.0 s of it to start');
    expect(text).toContain('buildah of unknown version for real: unknown whether as predicted');
  });
});
