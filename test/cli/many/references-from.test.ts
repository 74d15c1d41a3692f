// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as Compose files write them
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { type ReferenceFlags, referencesFrom } from '../../../src/cli/many/references-from.js';
import type { ReferenceEntry } from '../../../src/many/inputs/entry.js';
import { UsageError } from '../../../src/report/usage.js';

const directory = mkdtempSync(join(tmpdir(), 'regdoctor-references-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function file(text: string | Buffer, name = 'list.txt'): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

function from(
  words: readonly string[],
  flags: ReferenceFlags = {},
  { piped = '', environment = {} }: { piped?: string; environment?: Record<string, string> } = {},
): Promise<readonly ReferenceEntry[]> {
  return referencesFrom(words, flags, { input: Readable.from([Buffer.from(piped)]), environment });
}

/** `reference <- places`, or `reference! error`. */
function told(entries: readonly ReferenceEntry[]): string[] {
  return entries.map(({ reference, error, places }) => {
    const named = places.map((place) =>
      place.from === null ? 'word' : `${place.from.file.replace(`${directory}/`, '')}:${place.from.line}`,
    );
    return error === null
      ? `${reference} <- ${named.join(' ')}`
      : `${reference}! ${error.replace(`${directory}/`, '')}`;
  });
}

async function refused(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.catch((thrown: unknown) => thrown);
  if (error instanceof UsageError) return error.message.replace(`${directory}/`, '');
  throw new Error('was taken');
}

const POD = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec: {imagePullSecrets: [{name: s}], containers: [{name: c, image: a/b}]}
`;

describe('references of a call', () => {
  test('words, then lists, then manifests, each reference once with all its places', async () => {
    const list = file('c/d\na/b\n', 'list');
    const manifest = file(POD, 'pod.yaml');
    const entries = await from(
      ['a/b', '-', 'z/z'],
      { file: [list], 'from-manifest': [manifest] },
      { piped: 'p/q\r\nc/d' },
    );
    expect(told(entries)).toEqual([
      'a/b <- word list:2 pod.yaml:4',
      'p/q <- standard input:1',
      'c/d <- standard input:2 list:1',
      'z/z <- word',
    ]);
    expect(entries[0]?.places[2]).toMatchObject({ where: 'Pod p, container c', pullSecrets: ['s'] });
  });

  test('a manifest on standard input, as helm template pipes it', async () => {
    expect(told(await from([], { 'from-manifest': ['-'] }, { piped: `---\n${POD}` }))).toEqual([
      'a/b <- standard input:5',
    ]);
  });

  test('what is wrong is an entry with file and line, and the rest is checked', async () => {
    const list = file('a/b\nhttps://reg.test/x\nreg.test/Up\n', 'bad-list');
    const entries = await from(['Bad'], {
      file: [list, join(directory, 'absent'), directory, file('# nothing\n', 'empty')],
      'from-manifest': [file('kind: Service\n', 'service.yaml'), file('\u001f\u008b', 'x')],
    });
    expect(told(entries)).toEqual([
      'Bad! The repository "library/Bad" must be in lower case.',
      'a/b <- bad-list:1',
      'https://reg.test/x! bad-list:2: A reference has no scheme: "https://" must go.',
      'reg.test/Up! bad-list:3: The repository "Up" must be in lower case.',
      `${directory}/absent! absent is not there`,
      `${directory}! ${directory} is a directory`,
      `${directory}/empty! empty holds no reference`,
      `${directory}/service.yaml! service.yaml names no image: it holds no containers and no Compose services`,
      `${directory}/x! x names no image: it holds no containers and no Compose services`,
    ]);
    expect(entries.map(({ meant }) => meant).filter((meant) => meant !== null)).toEqual([
      'bad',
      'reg.test/x',
      'reg.test/up',
    ]);
  });

  test('a Compose file takes .env beside it, and the environment goes first', async () => {
    file('TAG=1\nNAME=from-file\n', '.env');
    const compose = file('services: {web: {image: "${NAME}:${TAG}"}}\n', 'compose.yaml');
    expect(told(await from([], { 'from-manifest': [compose] }, { environment: { NAME: 'from-environment' } }))).toEqual(
      ['from-environment:1 <- compose.yaml:1'],
    );
  });
});

describe('a wrong call', () => {
  test.each<[string, readonly string[], ReferenceFlags, RegExp]>([
    ['nothing that can be checked', ['Bad', 'Worse'], {}, /lower case.* \(and 1 more/],
    ['a list that is not there, alone', [], { file: ['/nonexistent/list'] }, /^\/nonexistent\/list is not there$/],
    ['an empty list on standard input', ['-'], {}, /^standard input holds no reference$/],
    ['standard input twice', ['-', '-'], {}, /once only/],
    ['standard input for a list and a manifest', ['-'], { 'from-manifest': ['-'] }, /once only/],
    ['standard input for the account too', ['-'], { 'creds-stdin': true }, /--creds-stdin/],
    ['no reference at all', [], {}, /no reference/],
  ])('%s', async (_name, words, flags, said) => {
    expect(await refused(from(words, flags))).toMatch(said);
  });

  test('a terminal instead of a pipe', async () => {
    const input = Object.assign(Readable.from([]), { isTTY: true });
    expect(await refused(referencesFrom(['-'], {}, { input, environment: {} }))).toMatch(/nothing is piped in/);
  });

  test('more references than anybody has', async () => {
    const list = Array.from({ length: 100_001 }, (_, at) => `a/b:${at}`).join('\n');
    expect(await refused(from([], { file: [file(list)] }))).toBe('there are more than 100,000 references');
  });

  test('more bytes than any manifest has', async () => {
    expect(await refused(from([], { 'from-manifest': ['/dev/zero'] }))).toMatch(/\/dev\/zero is larger than 64 MiB/);
  });
});

describe('hostile text', () => {
  test('no control character and no password comes out', async () => {
    const list = file('user:sesame-9@reg.test/X\n\u001b[31mred\u202e/x\nok/ok\n');
    const all = JSON.stringify(await from([], { file: [list] }));
    expect(all).not.toContain('sesame-9');
    expect(all).not.toMatch(/\\u001b|\u202e|\\u202e/);
    expect(all).toContain('"reference":"ok/ok","error":null');
  });

  test('no file gets at the account of the variable', async () => {
    const compose = file('services: {a: {image: "reg.test/${REGDOCTOR_CREDS}"}, b: {image: ok/ok}}\n', 'steal.yaml');
    const entries = await from([], { 'from-manifest': [compose] }, { environment: { REGDOCTOR_CREDS: 'u:sesame-9' } });
    expect(JSON.stringify(entries)).not.toContain('sesame-9');
    expect(entries[0]?.error).toMatch(/REGDOCTOR_CREDS is not set/);
  });

  test('any list gives entries whose texts are safe to print, or one sentence', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 20 }), async (lines) => {
        const entries = await from(['ok/ok', '-'], {}, { piped: lines.join('\n') });
        for (const { reference, error, meant } of entries)
          expect(`${reference}${error}${meant}`).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect(entries[0]).toMatchObject({ reference: 'ok/ok', error: null });
      }),
      { numRuns: 100 },
    );
  });
});
