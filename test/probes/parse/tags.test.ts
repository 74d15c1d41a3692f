import { describe, expect, test } from 'vitest';
import { readTags } from '../../../src/probes/parse/tags.js';

describe('a list of tags', () => {
  test.each<readonly [string, Readonly<Record<string, unknown>>, readonly string[] | undefined]>([
    ['as the specification has it', { name: 'team/app', tags: ['1.0', 'latest'] }, ['1.0', 'latest']],
    ['null where all are gone', { name: 'team/app', tags: null }, []],
    ['with what a registry adds', { child: [], manifest: {}, tags: ['a'] }, ['a']],
    ['no list at all', { schemaVersion: 2 }, undefined],
    ['a text where the list should be', { tags: '1.0' }, undefined],
    ['an object', { tags: { a: 1 } }, undefined],
  ])('%s', (_name, body, expected) => {
    expect(readTags(body).tags).toEqual(expected);
  });

  test('what can be no tag is left out', () => {
    const tags = [
      'ok',
      '',
      '../x',
      '\u001b[31mred',
      'a b',
      'x'.repeat(129),
      7,
      null,
      ['a'],
      { a: 1 },
      '__proto__',
      'v1',
    ];
    expect(readTags({ tags }).tags).toEqual(['ok', '__proto__', 'v1']);
  });

  test('a thousand are kept', () => {
    const tags = Array.from({ length: 50_000 }, (_, at) => `t${at}`);
    expect(readTags({ tags }).tags).toHaveLength(1000);
  });
});
