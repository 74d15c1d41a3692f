import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText } from '../../src/text/clean.js';

describe('cleanText', () => {
  test.each([
    ['plain text', 'plain text'],
    ['red: \u001b[31mx\u001b[0m', 'red: x'],
    ['\u001b]0;new title\u0007after', 'after'],
    ['\u001b]8;;http://evil\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['\u009b2Jgone', 'gone'],
    ['unfinished \u001b]0;title', 'unfinished ]0;title'],
    ['one\r\n\ttwo', 'one two'],
    ['a\u0000b\u0007c\u007fd\u0085e', 'abcd e'],
    ['user\u202egnp.exe', 'usergnp.exe'],
    ['zero\u200bwidth\ufeff', 'zerowidth'],
    ['lone \ud800 half', 'lone  half'],
    ['Grüße 🐳', 'Grüße 🐳'],
  ])('%j is shown as %j', (dirty, clean) => {
    expect(cleanText(dirty, 80)).toBe(clean);
  });

  test('cuts long text by whole characters and says so', () => {
    expect(cleanText('🐳🐳🐳🐳', 3)).toBe('🐳🐳…');
    expect(cleanText('abcd', 4)).toBe('abcd');
    expect(cleanText('x'.repeat(10_000_000), 5)).toBe('xxxx…');
  });

  test('whatever comes in, nothing that a terminal acts on comes out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 40 }), (text, limit) => {
        const clean = cleanText(text, limit);
        expect(clean).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
        expect([...clean].length).toBeLessThanOrEqual(limit);
      }),
    );
  });
});
