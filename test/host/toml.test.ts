import { describe, expect, test } from 'vitest';
import { parseToml } from '../../src/host/toml.js';

const REGISTRIES = `unqualified-search-registries = ["docker.io"]

[[registry]]
prefix = "reg.example"
Insecure = true

[[registry.mirror]]
location = "mirror.example:5000"

[[registry]]
location = "other.example"

[aliases]
"lib/x" = "docker.io/lib/x"
`;

function parsed(text: string) {
  const result = parseToml(text);
  if (!result.ok) throw new Error(result.message);
  return result.document;
}

describe('parseToml', () => {
  test('gives the values of a registries.conf with the line of each key', () => {
    const document = parsed(REGISTRIES);
    expect(document.value).toEqual({
      'unqualified-search-registries': ['docker.io'],
      registry: [
        { prefix: 'reg.example', Insecure: true, mirror: [{ location: 'mirror.example:5000' }] },
        { location: 'other.example' },
      ],
      aliases: { 'lib/x': 'docker.io/lib/x' },
    });
    expect(document.lineOf(['registry', 0])).toBe(3);
    expect(document.lineOf(['registry', 0, 'Insecure'])).toBe(5);
    expect(document.lineOf(['registry', 0, 'mirror', 0, 'location'])).toBe(8);
    expect(document.lineOf(['registry', 1, 'location'])).toBe(11);
    expect(document.lineOf(['aliases', 'lib/x'])).toBe(14);
  });

  test('knows no line for what is not there', () => {
    const document = parsed(REGISTRIES);
    expect(document.lineOf(['registry', 2])).toBeNull();
    expect(document.lineOf(['registry', 0, 'insecure'])).toBeNull();
    expect(document.lineOf(['aliases', 'lib/x', 'deeper'])).toBeNull();
  });

  test('a table first seen as a parent has the line of its own header', () => {
    const document = parsed('[a.b]\nx = 1\n[a]\ny.z = 2\n');
    expect(document.lineOf(['a'])).toBe(3);
    expect(document.lineOf(['a', 'y', 'z'])).toBe(4);
  });

  test('items of an array have their own lines', () => {
    expect(parsed('a = [\n  1,\n  { b = 2 },\n]').lineOf(['a', 1, 'b'])).toBe(3);
  });

  test('__proto__ is a key like any other', () => {
    const { value } = parsed('[__proto__]\npolluted = true\n[constructor]\nx = 1');
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('a byte order mark is skipped, dates stay text', () => {
    expect(parsed('\uFEFFwhen = 1979-05-27').value).toEqual({ when: '1979-05-27' });
  });

  // The lines that BurntSushi/toml v1.6 prints for the same texts.
  test.each([
    ['value missing', 'a = 1\nb = \nc = 2', 2],
    ['value missing before a blank line', 'a = 1\nb =\n\nc = 2', 2],
    ['comment for a value', 'a = 1\nb = # x\nc = 1', 2],
    ['key alone', 'a\nb = 1', 1],
    ['key alone at the end', 'a = 1\nb\n', 2],
    ['bare word', 'a = 1\nb = x\nc = 2', 2],
    ['header not closed', '[registry\nb = 1', 2],
    ['text not closed', 'a = "x\ny"', 1],
    ['no comma', 'x = [1,\n2\nc = 3', 3],
    ['key blank', 'x = 1\n= 2\n', 2],
    ['key twice', 'a = 1\na = 2', 2],
    ['table twice', '[a]\n[a]\n', 2],
    ['two on a line', 'a = 1 b = 2\n', 1],
    ['Windows line ends', 'a = 1\r\nb = \r\nc = 2', 2],
  ])('%s: names the line', (_, text, line) => {
    expect(parseToml(text)).toMatchObject({ ok: false, line });
  });

  test.each([
    ['huge', 'a = 1\n'.repeat(1_000_000)],
    ['nested arrays', `a = ${'['.repeat(50_000)}`],
    ['nested keys', `${'a.'.repeat(5000)}b = 1`],
    ['nested inline tables', `a = ${'{ a = '.repeat(5000)}1${'}'.repeat(5000)}`],
    ['binary', 'a = "\u0000\u0001\u001b[31m"'],
  ])('%s: refused with one clean sentence', (_, text) => {
    const result = parseToml(text);
    expect(result.ok).toBe(false);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters must not be there
    expect(result.ok ? '' : result.message).toMatch(/^[^\u0000-\u001f]{5,200}$/);
  });
});
