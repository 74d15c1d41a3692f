import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breakable, html, trusted, verbatim } from '../../../src/report/html/markup.js';

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}]/u;

describe('what is put into a template', () => {
  test('never opens a tag or ends an attribute, and nothing invisible stays', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const { markup } of [html`${text}`, breakable(text)]) {
          expect(markup.replaceAll('<wbr>', '')).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
          expect(markup).not.toMatch(INVISIBLE);
        }
      }),
    );
  });

  test('nested templates and lists stay as they are, null is nothing, a number is a number', () => {
    expect(html`<p>${[html`<b>${'&'}</b>`, null, 7]}</p>`.markup).toBe('<p><b>&amp;</b>7</p>');
    expect(html`<style>${trusted('a>b{}')}</style>`.markup).toBe('<style>a>b{}</style>');
  });

  test('what is copied is kept to the letter', () => {
    expect(verbatim("a\t<b>\n'c'").markup).toBe('a\t&lt;b&gt;\n&#39;c&#39;');
  });

  test('a huge text is cut', () => {
    expect(html`${'x'.repeat(100_000)}`.markup.length).toBeLessThan(2000);
  });

  test('long names may break after dots and slashes, short words and entities never', () => {
    expect(breakable('registry.registry.svc.cluster.local:80 a.b').markup).toBe(
      'registry.<wbr>registry.<wbr>svc.<wbr>cluster.<wbr>local:<wbr>80 a.b',
    );
  });
});
