import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copyInJson } from '../../src/apply/copy-in-json.js';

const COPY = { from: '/auths/reg', pointer: '/auths/reg:5000' };

function copied(text: string, copy = COPY): string {
  const result = copyInJson(text, [copy]);
  if (!result.ok) throw new Error(result.why);
  return result.text;
}

describe('a login copied in its file', () => {
  test('is laid out as the one it comes from', () => {
    const text =
      '{\n    "auths": {\n        "reg": {\n            "auth": "czpj"\n        },\n        "other": {}\n    },\n    "x": 1\n}';
    expect(copied(text)).toBe(
      '{\n    "auths": {\n        "reg": {\n            "auth": "czpj"\n        },\n        "other": {},\n        "reg:5000": {\n            "auth": "czpj"\n        }\n    },\n    "x": 1\n}',
    );
  });

  test.each([
    ['on one line', '{"auths":{"reg":{"auth":"a"}}}', '{"auths":{"reg":{"auth":"a"},"reg:5000":{"auth":"a"}}}'],
    [
      'with tabs and CRLF',
      '{"auths": {\r\n\t"reg" : {"auth":"a"}\r\n}}\r\n',
      '{"auths": {\r\n\t"reg" : {"auth":"a"},\r\n\t"reg:5000" : {"auth":"a"}\r\n}}\r\n',
    ],
    [
      'with numbers that JavaScript would round',
      '{"auths":{"reg":{"n":12345678901234567890.10}}}',
      '{"auths":{"reg":{"n":12345678901234567890.10},"reg:5000":{"n":12345678901234567890.10}}}',
    ],
  ])('%s', (_, text, next) => {
    expect(copied(text)).toBe(next);
  });

  test('keys with slashes and tildes are meant as pointers write them', () => {
    const text = '{"auths":{"https://reg/v1/":{"auth":"a"}}}';
    const next = copied(text, { from: '/auths/https:~1~1reg~1v1~1', pointer: '/auths/a~0b~1c' });
    expect(JSON.parse(next)).toEqual({ auths: { 'https://reg/v1/': { auth: 'a' }, 'a~b/c': { auth: 'a' } } });
  });

  test('nothing changes where it is there already', () => {
    const text = '{"auths":{"reg":{"auth":"a"},"reg:5000":{ "auth": "a" }}}';
    expect(copied(text)).toBe(text);
  });

  test.each([
    ['not JSON', '{"auths":{"reg":{"auth":"s3cret"}}', 'it is no JSON'],
    ['JSON with a comment', '{"auths":{"reg":{"auth":"s3cret"}}} // mine', 'it is no JSON'],
    ['without the login', '{"auths":{"else":{"auth":"s3cret"}}}', 'it has nothing under /auths/reg, or has it twice'],
    [
      'with the login twice',
      '{"auths":{"reg":{"auth":"s3cret"},"reg":{}}}',
      'it has nothing under /auths/reg, or has it twice',
    ],
    [
      'with another login there',
      '{"auths":{"reg":{"auth":"s3cret"},"reg:5000":{}}}',
      'it has something else under /auths/reg:5000 already',
    ],
    ['a list', '["auths"]', 'it has nothing under /auths/reg, or has it twice'],
    ['nested without end', '['.repeat(100_000), 'it is no JSON'],
    ['nested deeply', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, 'it is no JSON'],
  ])('a file that is %s is left alone, and the value is in no message', (_, text, why) => {
    expect(copyInJson(text, [COPY])).toEqual({ ok: false, why });
  });

  test('whatever else is in the file stays byte for byte', () => {
    const file = fc
      .tuple(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), fc.constantFrom('', ' ', '  ', '\t'))
      .map(([others, value, indent]) => JSON.stringify({ ...others, auths: { before: 1, reg: value } }, null, indent));
    fc.assert(
      fc.property(file, (text) => {
        const next = copied(text);
        const added = next.length - text.length;
        let same = 0;
        while (same < text.length && text[same] === next[same]) same += 1;
        expect(next.slice(0, same) + next.slice(same + added)).toBe(text);
        const before = JSON.parse(text);
        expect(JSON.parse(next)).toEqual({ ...before, auths: { ...before.auths, 'reg:5000': before.auths.reg } });
      }),
    );
  });
});
