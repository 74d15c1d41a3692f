import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../src/host/yaml.js';

function parsed(text: string) {
  const result = parseYaml(text);
  if (!result.ok) throw new Error(`${result.line}: ${result.message}`);
  return result.document;
}

describe('parseYaml', () => {
  test('gives the values of a registries.yaml with the line of each key', () => {
    const document = parsed(`mirrors:
  "*":
    endpoint:
      - http://one
      - http://two
configs:
  reg.example:5000:
    tls: {insecure_skip_verify: yes}
    auth:
      password: 0123
`);
    expect(document.value).toEqual({
      mirrors: { '*': { endpoint: ['http://one', 'http://two'] } },
      configs: { 'reg.example:5000': { tls: { insecure_skip_verify: true }, auth: { password: 83 } } },
    });
    expect(document.lineOf(['mirrors', '*', 'endpoint', 1])).toBe(5);
    expect(document.lineOf(['configs', 'reg.example:5000', 'tls', 'insecure_skip_verify'])).toBe(8);
    expect(document.lineOf(['configs', 'nowhere'])).toBeNull();
    expect(document.textOf(['configs', 'reg.example:5000', 'auth', 'password'])).toBe('0123');
    expect(document.textOf(['configs'])).toBeNull();
  });

  test.each([
    ['empty', '', null],
    ['only a comment', '# nothing\n', null],
    ['YAML 1.1 booleans', 'a: on\nb: No\nc: "yes"', { a: true, b: false, c: 'yes' }],
    ['numbers as keys are text', '5000: x\n0x10: z', { '5000': 'x', '0x10': 'z' }],
    ['only the first document counts', 'a: 1\n---\n[broken', { a: 1 }],
    ['the last of two equal keys counts', 'a: 1\na: 2', { a: 2 }],
    ['aliases', 'a: &x [1]\nb: *x', { a: [1], b: [1] }],
    [
      'merge keys, own keys first',
      'a: &x {p: 1, q: 2}\nb:\n  q: 3\n  <<: *x',
      { a: { p: 1, q: 2 }, b: { p: 1, q: 3 } },
    ],
    [
      'the first of several merged wins',
      'a: &x {p: 1}\nb: &y {p: 2}\nc: {<<: [*x, *y]}',
      { a: { p: 1 }, b: { p: 2 }, c: { p: 1 } },
    ],
    ['a quoted << is a key', 'a: {"<<": 1}', { a: { '<<': 1 } }],
    ['dates stay text', 'a: 2001-01-01', { a: '2001-01-01' }],
  ])('%s', (_, text, value) => {
    expect(parsed(text).value).toEqual(value);
  });

  test.each([
    ['tab as indentation', 'a:\n\tb: 1', 2],
    ['list not closed', 'a: 1\nb: [1', 2],
    ['unknown alias', 'a: 1\nb: *nope', 2],
  ])('%s is an error with its line', (_, text, line) => {
    expect(parseYaml(text)).toMatchObject({ ok: false, line });
  });

  const laughs = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...[...'bcdefghi'].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`)}]`),
  ];
  test.each([
    ['a billion laughs', laughs.join('\n'), 'too many aliases'],
    ['an anchor in itself', 'a: &a [*a]', 'nested too deeply'],
    ['deep nesting', '['.repeat(50_000), 'nested too deeply'],
    ['huge text', 'a: 1\n'.repeat(100_000), 'larger than 131072 bytes: not read'],
    ['a key that is a list', '? [a]\n: 1', 'a key is a list or a table'],
  ])('%s is refused', (_, text, message) => {
    expect(parseYaml(text)).toMatchObject({ ok: false, message });
  });

  test('__proto__ is a key like any other', () => {
    expect(Object.keys(parsed('__proto__: {polluted: 1}').value as object)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
