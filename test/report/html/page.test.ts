import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { FORMS } from '../../../src/report/forms.js';
import { aFix, anAttempt, aReport } from '../a-report.js';
import { everything, pageOf } from './support.js';

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('the page', () => {
  test.each([
    ['one', () => pageOf(everything())],
    ['many', () => pageOf(everything(), aReport())],
    ['a wrong call', () => pageOf(aReport({ clients: [], findings: [], verdict: 'unknown', exitCode: 2 }))],
  ])('%s: begins as a report, and its policy allows its own style and script and nothing else', (_, page) => {
    const html = page();
    expect(html.startsWith(`${FORMS.html.begins[0]}\n`)).toBe(true);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    const [style, script] = [/<style>(.*?)<\/style>/s, /<script>(.*?)<\/script>/s].map(
      (tag) => tag.exec(html)?.[1] ?? '',
    );
    expect(policy).toBe(
      `default-src 'none'; style-src ${hashOf(style ?? '')}; script-src ${hashOf(script ?? '')}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'`,
    );
    expect(html).not.toMatch(/\sstyle=|\son\w+=|https?:\/\/(?!registry\.example\.com)[\w.]+\//);
  });

  test('every id stands once, and every reference to one leads somewhere', () => {
    for (const html of [
      pageOf(everything(), everything(), aReport()),
      pageOf(everything()),
      pageOf(aReport({ findings: [] })),
      pageOf(aReport({ clients: [], findings: [] })),
    ])
      leadsSomewhere(html);
  });

  function leadsSomewhere(html: string): void {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const named = [...html.matchAll(/(?:aria-labelledby|data-copy)="([^"]+)"|href="#([^"]+)"|url\(#([^)]+)\)/g)];
    expect(named.length).toBeGreaterThan(2);
    for (const [, label, target, pattern] of named) expect(ids).toContain(label ?? target ?? pattern);
  }

  test('of what could not be seen no time is shown', () => {
    const [client] = aReport().clients;
    if (client === undefined) throw new Error('the sample has a client');
    const unseen = anAttempt({ step: 'manifest', outcome: 'unknown', ms: 0 });
    const html = pageOf(
      aReport({ verdict: 'unknown', clients: [{ ...client, outcome: 'unknown', predictedMs: 0, attempts: [unseen] }] }),
    );
    expect(html).not.toMatch(/\b0 ms\b/);
    expect(html).not.toMatch(/<svg class="bar"[^>]*><(?:rect|line)/);
  });

  test('headings go down one level at a time', () => {
    for (const html of [pageOf(everything()), pageOf(everything(), aReport())]) {
      const levels = [...html.matchAll(/<h([1-6])[\s>]/g)].map(([, level]) => Number(level));
      expect(levels[0]).toBe(1);
      for (const [index, level] of levels.entries())
        expect(level - (levels[index - 1] ?? level)).toBeLessThanOrEqual(1);
    }
  });

  test('says what each part of a report says', () => {
    const html = pageOf(everything()).replaceAll('<wbr>', '');
    for (const words of [
      'no such host',
      'nobody may push without an account',
      'buildah is slow, docker fails.',
      '--timeout 60',
      'not as predicted: it asked once more',
      'hostNetwork: true',
      'no space left',
      'names are replaced',
      'and the same again 1 more time',
      'Follows from fallback-delay',
      'kubectl debug node/NODE',
    ])
      expect(html).toContain(words);
  });

  test('lines that would look like other lines are not shown', () => {
    const [finding] = aReport().findings;
    const fix = aFix({ files: [], commands: ['echo \u202etxt.exe\u202c safe'] });
    const html = pageOf(aReport({ findings: finding === undefined ? [] : [{ ...finding, fixes: [fix] }] }));
    expect(html).not.toContain('txt.exe');
    expect(html).toContain('--output-dir DIR');
  });

  test('the facts are not on it', () => {
    expect(
      pageOf(aReport({ facts: { 'tcp 10.0.0.7:443': { kind: 'tcp', mark: 'only-in-the-facts' } } })),
    ).not.toContain('only-in-the-facts');
  });
});
