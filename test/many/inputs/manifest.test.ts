// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as Compose files write them
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mentionsInManifest } from '../../../src/many/inputs/manifest.js';
import { mentioned, told } from './mentioned.js';

const pod = (name: string, image: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {containers: [{name: c, image: "${image}"}]}\n`;

describe('a stream of documents', () => {
  test('Helm output: comments, empty documents, CRLF, a trailing marker', () => {
    const text = `# one\n---\n# Source: shop/templates/empty.yaml\n---\n\n---\n# Source: a.yaml\n${pod('a', 'x/a')}--- # comment\n${pod('b', 'x/b')}...\n---\n`;
    expect(told(text)).toEqual(['11: Pod a, container c = x/a', '16: Pod b, container c = x/b']);
    expect(told(text.replaceAll('\n', '\r\n'))).toEqual(told(text));
  });

  test('a broken document is said with its line and stops no other', () => {
    const broken = told(`${pod('a', 'x/a')}---\nspec:\n  image: [1\n---\n${pod('b', 'x/b')}`);
    expect(broken).toHaveLength(3);
    expect(broken[1]).toMatch(/^8! cannot be read: /);
    expect([broken[0], broken[2]]).toEqual(['4: Pod a, container c = x/a', '12: Pod b, container c = x/b']);
  });

  test('a chart that was not rendered is told what to do', () => {
    expect(told('kind: Pod\nimage: {{ .Values.image }}\nx: {{ y }}:{{ z }}\n').join()).toContain(
      'Give the output of helm template',
    );
  });

  test('text in another document that looks like an image is not one', () => {
    expect(told('hello: world\nimage: a/b\n')).toEqual([]);
    expect(told('image: just prose')).toEqual([]);
  });
});

describe('hostile manifests', () => {
  const lines = Array.from({ length: 9 }, (_, at) => `l${at + 1}: &l${at + 1} [${`*l${at}, `.repeat(9)}]`).join('\n');

  test.each([
    ['an alias bomb', `image: x\nl0: &l0 [a]\n${lines}\n`, /too many/],
    ['deep nesting in YAML', `image: ${'['.repeat(100_000)}`, /nested too deeply/],
    ['deep nesting in JSON', `{"image": ${'['.repeat(100_000)}`, /nested too deeply/],
    ['JSON that does not end', '{"kind": "Pod", "image": "a', /cannot be read: /],
    ['an own alias', 'image: &a\n  b: *a\n', /cannot be read|deeply|too many/],
    ['a document that is too large for YAML', `image: x\n${'# a long comment\n'.repeat(300_000)}`, /give it as JSON/],
  ])('%s: one sentence', (_name, text, said) => {
    const all = mentioned(text);
    expect(all).toHaveLength(1);
    expect(all[0]?.problem).toMatch(said);
  });

  test('__proto__ is just a key', () => {
    expect(told('{"apiVersion":"v1","kind":"Pod","__proto__":{"containers":[{"image":"a/b"}]}}')).toEqual([
      '1: Pod, container = a/b',
    ]);
  });

  test('what takes too long is ended, and said', () => {
    const answers = [false, true];
    const isLate = (): boolean => answers.shift() ?? true;
    const all = [...mentionsInManifest(`${pod('a', 'x/a')}---\n${pod('b', 'x/b')}`, { variables: {}, isLate })];
    expect(all.map(({ line, reference, problem }) => `${line} ${reference}${problem ?? ''}`)).toEqual([
      '4 x/a',
      '5 reading takes too long: nothing from here on is looked at',
    ]);
  });

  test('no text makes it throw', () => {
    const piece = fc.constantFrom(
      'image',
      'kind: Pod',
      'apiVersion: v1',
      '\n',
      '---',
      ': ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '"',
      '&a',
      '*a',
      '<<',
      '  ',
      '${A',
      '!!',
      '\u0000',
      '%',
      'services',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 8 })), { maxLength: 40 }), (pieces) => {
        for (const { line } of mentioned(pieces.join(''))) expect(line === null || line >= 1).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('every image of any mix of pods is found, in order, on its own line, as YAML and as JSON', () => {
    const image = fc.stringMatching(/^[a-z0-9]{1,8}\/[a-z0-9]{1,8}(:[a-z0-9]{1,5})?$/);
    fc.assert(
      fc.property(fc.array(image, { maxLength: 12 }), (images) => {
        const yaml = images.map((each, at) => pod(`p${at}`, each)).join('---\n');
        const found = mentioned(yaml);
        expect(found.map(({ reference }) => reference)).toEqual(images);
        const rows = yaml.split('\n');
        for (const { line, reference } of found) expect(rows[(line ?? 0) - 1]).toContain(`image: "${reference}"`);
        const items = images.map((each) => ({
          apiVersion: 'v1',
          kind: 'Pod',
          spec: { containers: [{ image: each }] },
        }));
        const json = JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 1);
        const jsonRows = json.split('\n');
        const inJson = mentioned(json);
        expect(inJson.map(({ reference }) => reference)).toEqual(images);
        for (const { line, reference } of inJson)
          expect(jsonRows[(line ?? 0) - 1]).toContain(`"image": "${reference}"`);
      }),
      { numRuns: 100 },
    );
  });
});
