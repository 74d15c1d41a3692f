import { describe, expect, test } from 'vitest';
import { plainText } from '../../src/explain/plain-text.js';

describe('a line without its wrapping', () => {
  test.each([
    ['\x1b[31;1merror\x1b[0m: \x1b]8;;https://x\x07link\x1b]8;;\x07', 'error: link'],
    ['│ Failed   to pull │', 'Failed to pull'],
    ['msg=\\"a \\\\\\"b\\\\\\" c\\"', 'msg="a "b" c"'],
    ['one\\ntwo\\tthree', 'one two three'],
    ['\\u003chtml\\u003e', '<html>'],
    ['a\u200bb\u202ec', 'a b c'],
    ['', ''],
  ])('%j', (line, plain) => {
    expect(plainText(line)).toBe(plain);
  });
});
