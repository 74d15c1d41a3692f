import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { looksLikeRegistry, parseReference } from '../../src/reference/parse.js';
import { ACCEPTED, HEX64 } from './accepted.js';
import { REJECTED } from './rejected.js';

describe('parseReference accepts', () => {
  test.each(ACCEPTED)('%s', (input, registry, repository, tag, digest) => {
    const defaultTag = tag === 'latest' && !input.includes(':latest');
    expect(parseReference(input)).toEqual({
      ok: true,
      reference: { input, registry, repository, tag, digest, defaultTag },
    });
  });
});

describe('parseReference rejects', () => {
  test.each(REJECTED)('%j', (input, part, meant) => {
    const result = parseReference(input);
    expect(result).toMatchObject({ ok: false, error: { part, meant } });
    if (!result.ok) expect(result.error.message).toMatch(/^[A-Z][^\p{Cc}\p{Cf}]{10,250}\.$/u);
  });

  test.each([
    ['my_reg:5000/x', 'The registry "my_reg" contains an underscore, which a host name in a reference can\'t have.'],
    ['reg.example/Foo', 'The repository "Foo" must be in lower case.'],
    ['https://me:s3cret@reg/x', 'A reference has no scheme: "https://" must go.'],
    ['foo.com:http/bar', 'The port "http" of the registry is not a number.'],
    [`repo@sha256:abc`, 'The digest has 3 hexadecimal digits where sha256 has 64.'],
  ])('%s: the sentence says which part and why', (input, message) => {
    expect(parseReference(input)).toMatchObject({ ok: false, error: { message } });
  });

  test('a password in a pasted URL is nowhere in the answer', () => {
    for (const input of ['https://me:s3cret@reg.example/Foo Bar', 'docker pull https://me:s3cret@reg.example/x'])
      expect(JSON.stringify(parseReference(input))).not.toContain('s3cret');
  });
});

const PIECES = [
  'a',
  'B',
  '_',
  '__',
  '-',
  '.',
  '/',
  ':',
  '@',
  '5000',
  'localhost',
  'docker.io',
  'reg.example',
  '[::1]',
  ' ',
  '\n',
  '\u001b',
  '%',
  'é',
  'https://',
  `sha256:${HEX64}`,
  HEX64,
  'v2',
  'manifests',
  'docker pull ',
];
const nearReference = fc.array(fc.constantFrom(...PIECES), { maxLength: 10 }).map((parts) => parts.join(''));

describe('parseReference, whatever comes in', () => {
  test('never throws, echoes nothing unprintable, and only means what parses', () => {
    fc.assert(
      fc.property(fc.oneof(nearReference, fc.string({ unit: 'binary', maxLength: 300 })), (input) => {
        const result = parseReference(input);
        if (result.ok) return;
        expect(result.error.message).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
        if (result.error.meant !== null) expect(parseReference(result.error.meant).ok).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('an accepted reference written out in full parses to the same', () => {
    const part = fc.stringMatching(/^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)?$/, { size: 'small' });
    const registry = fc.constantFrom(
      'reg.example',
      'localhost',
      '[::1]:5000',
      'reg:5000',
      'Reg',
      'docker.io',
      'index.docker.io',
      '',
    );
    const tag = fc.option(fc.stringMatching(/^\w[\w.-]{0,20}$/), { nil: null });
    const digest = fc.boolean();
    fc.assert(
      fc.property(
        registry,
        fc.array(part, { minLength: 1, maxLength: 4 }),
        tag,
        digest,
        (host, parts, label, pinned) => {
          const typed = `${host === '' ? '' : `${host}/`}${parts.join('/')}${label === null ? '' : `:${label}`}${pinned ? `@sha256:${HEX64}` : ''}`;
          const first = parseReference(typed);
          if (!first.ok) return;
          const { registry: at, repository, tag: named, digest: hash } = first.reference;
          const full = `${at}/${repository}${named === null ? '' : `:${named}`}${hash === null ? '' : `@${hash}`}`;
          const again = parseReference(full);
          expect(again).toMatchObject({ ok: true, reference: { registry: at, repository, tag: named, digest: hash } });
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('looksLikeRegistry', () => {
  const hint = (input: string) => {
    const result = parseReference(input);
    if (!result.ok) throw new Error(input);
    return looksLikeRegistry(result.reference);
  };

  test.each([
    [
      'myreg:5000',
      'Without a slash, "myreg:5000" is the image library/myreg with tag 5000 on Docker Hub; if a registry is meant, write myreg:5000/NAME.',
    ],
    [
      'reg.example',
      'Without a slash, "reg.example" is the image library/reg.example on Docker Hub; if a registry is meant, write reg.example/NAME.',
    ],
    [
      'reg.example:v1',
      'Without a slash, "reg.example:v1" is the image library/reg.example with tag v1 on Docker Hub; if a registry is meant, write reg.example/NAME.',
    ],
    [
      '10.0.0.5:5000',
      'Without a slash, "10.0.0.5:5000" is the image library/10.0.0.5 with tag 5000 on Docker Hub; if a registry is meant, write 10.0.0.5:5000/NAME.',
    ],
  ])('%s: says what it is and what to write', (input, sentence) => {
    expect(hint(input)).toBe(sentence);
  });

  test.each([
    'ubuntu',
    'ubuntu:22.04',
    'node:20',
    'alpine:3',
    'x/y:5000',
    'reg:5000/x',
    'ubuntu-12.04-base',
    `localhost@sha256:${HEX64}`,
  ])('%s: nothing to say', (input) => {
    expect(hint(input)).toBeNull();
  });
});
