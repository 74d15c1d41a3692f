// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as Compose files write them
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interpolate } from '../../../src/many/inputs/interpolate.js';
import { told } from './mentioned.js';

const FILE = `name: shop
x-common: &common
  image: \${REGISTRY:-registry.example.com}/shop/base:\${TAG:?say which}
  restart: always
services:
  web:
    <<: *common
    image: \${REGISTRY:-registry.example.com}/shop/web:\${TAG-latest}
  worker:
    <<: *common
  db:
    image: postgres:16
  built:
    build: .
`;

describe('images of a Compose file', () => {
  test('defaults, merged services, services that are built', () => {
    expect(told(FILE, { TAG: '7' })).toEqual([
      '8: service web = registry.example.com/shop/web:7',
      '3: service worker = registry.example.com/shop/base:7',
      '12: service db = postgres:16',
    ]);
  });

  test('a variable that is not set is said with its name and line; the others are kept', () => {
    const all = told(`services:\n  a: {image: "app:\${TAG}"}\n  b: {image: "b\${X:?}"}\n  c: {image: c}\n`);
    expect(all).toEqual([
      '2! in the image of service a, the variable TAG is not set and has no default',
      '3! in the image of service b, the variable X is not set, and the file requires it',
      '4: service c = c',
    ]);
  });
});

describe('variables as Compose fills them in', () => {
  const variables = { A: 'a', EMPTY: '', B: 'b' };
  test.each([
    ['$A/$B', 'a/b'],
    ['${A}x', 'ax'],
    ['$$A', '$A'],
    ['${EMPTY:-d}', 'd'],
    ['${EMPTY-d}', ''],
    ['${NONE-d}', 'd'],
    ['${NONE:-${ALSO_NONE:-x$A}}y', 'xay'],
    ['${A:-${NONE}}', 'a'],
    ['${A:+other}', 'other'],
    ['${NONE:+${NEITHER}}', ''],
    ['${EMPTY+set}', 'set'],
    ['${EMPTY:+set}', ''],
    ['${A:?message}', 'a'],
    ['${NONE:-reg:5000/x}', 'reg:5000/x'],
  ])('%s is %s', (text, filled) => {
    expect(interpolate(text, variables)).toEqual({ ok: true, text: filled });
  });

  test.each([
    ['$NONE', /NONE is not set and has no default/],
    ['${NONE}', /NONE is not set/],
    ['${NONE:-$ALSO}', /ALSO is not set/],
    ['${NONE?}', /requires it/],
    ['${EMPTY:?no}', /EMPTY is not set/],
    ['${A', /does not know/],
    ['${NONE:-x', /not closed/],
    ['${A!x}', /does not know/],
    ['cost: 5$', /no name of a variable/],
    ['${}', /no name of a variable/],
    ['${A:-'.repeat(50), /too deeply/],
    ['${toString}', /toString is not set/],
  ])('%s is refused in one sentence', (text, why) => {
    const filled = interpolate(text, variables);
    expect(filled.ok ? filled.text : filled.why).toMatch(why);
    expect(filled.ok).toBe(false);
  });

  test('text without a dollar stays as it is, and none throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const filled = interpolate(text, variables);
        if (!text.includes('$')) expect(filled).toEqual({ ok: true, text });
      }),
    );
    const piece = fc.constantFrom('$', '{', '}', 'A', ':', '-', '?', '+', 'NONE', '${', '$$');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expect(typeof interpolate(pieces.join(''), variables).ok).toBe('boolean');
      }),
    );
  });
});
