import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inline } from '../../../src/report/markdown/inline.js';
import { renderMarkdown } from '../../../src/report/markdown/render.js';
import type { Report } from '../../../src/report/schema.js';
import { pasteLines } from '../../../src/report/text/paste.js';
import { aFix, aReport } from '../a-report.js';
import { HOSTILE, hostileReport } from '../hostile-report.js';
import { markdownProblems, tokensOf } from './read-back.js';

const OPTIONS = { text: { color: false, unicode: true, width: 80, verbose: false }, isFile: true };
const render = (...reports: Report[]): string => renderMarkdown(reports, OPTIONS);
const blocks = (markdown: string, language: string): string[] =>
  tokensOf(markdown).flatMap((token) => (token.type === 'code' && token['lang'] === language ? [token['text']] : []));
const headings = (markdown: string): string[] =>
  tokensOf(markdown).flatMap((token) => (token.type === 'heading' ? [token['text']] : []));

describe('one report', () => {
  const markdown = render(aReport());

  test('verdict, vantage, cause, fix, clients, time, in this order', () => {
    expect(headings(markdown)).toEqual([
      'degraded: pull of `registry.example.com/team/app:1`',
      'warning: `fallback-delay`',
      'Clients',
      'Where the time goes',
    ]);
    expect(markdown).toMatch(/^Looked from: the pod's network.*; configuration files under `\/`\.$/m);
    expect(markdown).toContain(
      '| buildah | `1.28.2` | **slow** | 30.1 s | `/etc/containers/registries.conf:3 insecure = true` |',
    );
    expect(markdown).toContain('(proven by replay: slow 30.1 s → ok 60 ms)');
    expect(markdown).toContain('- limit: helps pulls only');
    expect(blocks(markdown, 'text')[0]).toContain('buildah 1.28.2: slow, 30.1 s');
    expect(markdownProblems(markdown)).toEqual([]);
  });

  test('the lines of a fix are a block of their own, to be copied as they stand', () => {
    expect(blocks(markdown, 'sh')).toEqual([pasteLines(aFix(), '/')?.join('\n')]);
  });

  test('a file with fences of its own in it stays whole', () => {
    const content = '```\n````toml\n[[registry]]\n\n\n````\n~~~\n</details>\n';
    const fix = aFix({ files: [{ path: '/etc/x', action: 'write', content, edits: [] }] });
    const fenced = render(aReport({ findings: aReport().findings.map((finding) => ({ ...finding, fixes: [fix] })) }));
    expect(blocks(fenced, 'sh')).toEqual([pasteLines(fix, '/')?.join('\n')]);
    expect(markdownProblems(fenced)).toEqual([]);
  });

  test('evidence is folded, and so is what is only information', () => {
    const info = aReport().findings.map((finding) => ({ ...finding, severity: 'info' as const }));
    expect(markdown).toContain(
      '<summary>What shows it (2)</summary>\n\n- `10.0.0.7:443`: no answer to 2 SYNs within 1303 ms\n',
    );
    expect(render(aReport({ findings: info }))).toContain('<summary>1 more for information</summary>');
  });
});

describe('several reports', () => {
  test('a code of somebody else’s making is no tag in a summary', () => {
    const evil = aReport({
      findings: aReport().findings.map((finding) => ({ ...finding, code: 'a</summary><img src=x>' })),
    });
    expect(render(evil, evil)).toContain('<summary>degraded: a&lt;/summary&gt;&lt;img src=x&gt; (2)</summary>');
  });

  test('headings of a report stand below its own', () => {
    const levels = tokensOf(render(aReport({ verdict: 'broken' }), aReport())).flatMap((token) =>
      token.type === 'heading' ? [token['depth']] : [],
    );
    expect(levels.slice(0, 4)).toEqual([2, 3, 4, 4]);
  });

  const broken = (input: string): Report =>
    aReport({ verdict: 'broken', reference: { ...aReport().reference, input } });
  const markdown = render(broken('a/1'), aReport({ verdict: 'ok', findings: [] }), broken('a/2'));

  test('begin with a table by cause', () => {
    expect(headings(markdown)[0]).toBe('3 references: 2 broken, 1 ok');
    expect(markdown).toContain('| **broken** | `fallback-delay` | 2 |');
    expect(markdown.indexOf('| **broken**')).toBeLessThan(markdown.indexOf('| ok |'));
  });

  test('name who has which, and show one of each cause in full', () => {
    expect(markdown).toContain('- `a/1`\n- `a/2`\n');
    expect(headings(markdown).filter((text) => text.startsWith('broken: pull'))).toEqual(['broken: pull of `a/1`']);
    expect(markdown).toContain('1 more are not shown in full: the JSON has them all.');
  });

  test('a thousand of them stay within what an issue takes', () => {
    const many = Array.from({ length: 1000 }, (_, index) => broken(`registry.example.com/team/app:${index}`));
    expect(render(...many).length).toBeLessThan(65_536);
  });
});

describe("other people's words", () => {
  test.each(HOSTILE)('%j does nothing', (words) => {
    const markdown = render(hostileReport(words));
    expect(markdownProblems(markdown)).toEqual([]);
    expect(markdownProblems(render(hostileReport(words), hostileReport(words)))).toEqual([]);
    expect(headings(markdown)).toHaveLength(4);
  });

  test('any text at all', () => {
    const words = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.array(fc.constantFrom(...HOSTILE), { minLength: 1, maxLength: 3 }).map((texts) => texts.join(' ')),
      fc.array(fc.constantFrom(..."`*_[]()<>|\\#@!~&:./-=+1a '"), { maxLength: 20 }).map((signs) => signs.join('')),
    );
    fc.assert(
      fc.property(words, (text) => {
        const markdown = render(hostileReport(text));
        expect(markdownProblems(markdown)).toEqual([]);
        for (const token of tokensOf(markdown))
          if (token.type === 'table') for (const row of token['rows']) expect(row).toHaveLength(token['header'].length);
      }),
      { numRuns: 300 },
    );
  });

  test('ordinary sentences stay ordinary', () => {
    expect(inline('the pull works after 30.1 s, but: nothing (really) answers; "so" it waits…')).toBe(
      'the pull works after 30.1 s, but: nothing (really) answers; "so" it waits…',
    );
    expect(inline('see /etc/hosts:3, or registry.test:5000.')).toBe('see `/etc/hosts:3`, or `registry.test:5000`.');
  });
});
