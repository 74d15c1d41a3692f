import { describe, expect, test } from 'vitest';
import { foremostTags, nearTags } from '../../src/findings/near-tags.js';

const near = (wanted: string, ...tags: string[]) => nearTags(wanted, tags, 5);

describe('the tags that may have been meant', () => {
  test.each<readonly [string, string, readonly string[], readonly string[]]>([
    ['a v too many comes first', 'v1.2.3', ['1.2.2', '1.2.3', '1.2.4'], ['1.2.3', '1.2.2', '1.2.4']],
    ['a v too few', '1.2.3', ['v1.2.3', 'v1.2.4'], ['v1.2.3', 'v1.2.4']],
    ['capitals', 'Stable', ['stable', 'edge'], ['stable']],
    ['the same version with another suffix', '3.19', ['3.19-slim', '3.18'], ['3.19-slim', '3.18']],
    ['neighbours before other lines', '1.25.3', ['1.24.0', '1.25.9', '1.25.4'], ['1.25.4', '1.25.9', '1.24.0']],
    ['the line it belongs to', '1.25.3', ['1.25', '1.19'], ['1.25', '1.19']],
    ['the same suffix before another', '2.1-alpine', ['2.2', '2.2-alpine'], ['2.2-alpine', '2.2']],
    ['a slip of the pen', 'lastest', ['latest', 'test', 'main'], ['latest']],
    ['two letters swapped', 'satble', ['stable', 'unstable'], ['stable']],
    ['a longer name of the same', 'bookworm', ['bookworm-slim', 'bullseye'], ['bookworm-slim']],
    ['nothing alike', 'nightly', ['1.0', '2.0', 'latest'], []],
    ['five at most', '1.0', ['1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7'], ['1.1', '1.2', '1.3', '1.4', '1.5']],
    ['not what was asked for itself, nor one twice', '1.0', ['1.0', '1.1', '1.1'], ['1.1']],
  ])('%s', (_name, wanted, tags, expected) => {
    expect(near(wanted, ...tags)).toEqual(expected);
  });

  test('a thousand long tags take no time', () => {
    const tags = Array.from({ length: 1000 }, (_, at) => `${'a'.repeat(120)}${at}`);
    const startedAt = performance.now();
    expect(near('b'.repeat(128), ...tags)).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});

test('where nothing is near: latest, then the highest versions, then the rest', () => {
  expect(foremostTags(['nightly', '1.9', '1.10', 'latest', '1.10-slim', 'edge'], 5)).toEqual([
    'latest',
    '1.10',
    '1.10-slim',
    '1.9',
    'nightly',
  ]);
});
