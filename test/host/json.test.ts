import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../src/host/json.js';

function accepts(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}

describe('parseJson', () => {
  test('gives the values of an auth.json with the line of each key', () => {
    const result = parseJson(
      '{\n  "auths": {\n    "reg.example:5000": {\n      "auth": "eA=="\n    }\n  },\n  "list": [\n1,\n2]\n}',
    );
    if (!result.ok) throw new Error(result.message);
    expect(result.document.value).toEqual({ auths: { 'reg.example:5000': { auth: 'eA==' } }, list: [1, 2] });
    expect(result.document.lineOf(['auths', 'reg.example:5000'])).toBe(3);
    expect(result.document.lineOf(['auths', 'reg.example:5000', 'auth'])).toBe(4);
    expect(result.document.lineOf(['list', 1])).toBe(9);
    expect(result.document.lineOf(['auths', 'other'])).toBeNull();
  });

  test.each([
    ['empty text', '', 1, 'unexpected end of JSON input'],
    ['white space only', '\n\n', 3, 'unexpected end of JSON input'],
    ['trailing comma', '{\n"a": 1,\n}', 3, 'property name expected at "}"'],
    ['comment', '{\n// no\n"a": 1}', 2, 'invalid comment token at "/"'],
    ['comma missing', '{"a": 1\n"b": 2}', 2, 'comma expected at "\\""'],
    ['text after the end', '{}\nx', 2, 'invalid symbol at "x"'],
    ['cut short', '{"a": {"b"', 1, 'unexpected end of JSON input'],
    ['byte order mark', '\uFEFF{}', 1, 'invalid symbol at ""'],
    ['single quotes', "{'a': 1}", 1, 'invalid symbol at "\'"'],
  ])('%s is an error with its line', (_, text, line, message) => {
    expect(parseJson(text)).toEqual({ ok: false, line, message });
  });

  test('the last of two equal keys counts, and its line', () => {
    const result = parseJson('{"a": 1,\n"a": 2}');
    expect(result).toMatchObject({ ok: true, document: { value: { a: 2 } } });
    expect(result.ok && result.document.lineOf(['a'])).toBe(2);
  });

  test('__proto__ is a key like any other', () => {
    const result = parseJson('{"__proto__": {"polluted": true}}');
    expect(result.ok && Object.keys(result.document.value as object)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test.each(['['.repeat(200_000), '{"a":'.repeat(100_000)])('deep nesting is refused, not crashed on', (text) => {
    expect(parseJson(text)).toMatchObject({
      ok: false,
      message: expect.stringMatching(/nested|call stack|end of JSON/),
    });
  });

  test('takes what JSON takes, and nothing else', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      '-',
      '.5',
      'e3',
      'true',
      'null',
      ' ',
      '\n',
      '//',
      '\\u00',
      '\t',
      '0',
    );
    const nearJson = fc.oneof(
      fc.json(),
      fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(nearJson, (text) => {
        const result = parseJson(text);
        expect(result.ok).toBe(accepts(() => JSON.parse(text)));
        // Through text on both sides: `-0` is no other number than `0` to any client.
        if (result.ok) expect(JSON.stringify(result.document.value)).toBe(JSON.stringify(JSON.parse(text)));
      }),
      { numRuns: 500 },
    );
  });
});
