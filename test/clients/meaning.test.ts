import { describe, expect, test } from 'vitest';
import { inTurn, named, sentences } from '../../src/clients/meaning.js';

describe('parts of sentences', () => {
  test.each([
    [['a'], 'a'],
    [['a', 'b'], 'a first, then of b'],
    [['a', 'b', 'c'], 'a first, then of b, then of c'],
  ])('%j in turn', (asked, text) => {
    expect(inTurn(asked)).toBe(text);
  });

  test('names are one line, short, and without passwords', () => {
    expect(named('http://me:canary@reg')).not.toContain('canary');
    expect(named('a\u001b[31m\nb')).toBe('a b');
    expect([...named('x'.repeat(1000))].length).toBeLessThanOrEqual(120);
  });

  test('no sentence at all is null', () => {
    expect(sentences(false, null, '')).toBeNull();
    expect(sentences('one', false, 'two')).toBe('one; two');
  });
});
