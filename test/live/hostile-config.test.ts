import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import configSchema from '../../docs/config.schema.json' with { type: 'json' };
import planSchema from '../../docs/plan.schema.json' with { type: 'json' };
import { everyPath, REFERENCE } from './every-path.js';

/** What any command here may take, ms. */
const LIMIT_MS = 10_000;
/** No machine's configuration is worth more text than this (characters). */
const MOST_CHARACTERS = 2_000_000;
const HUGE_BYTES = 100 * 1024 * 1024;
const CANARY = 'canary-7x9-outside';

const ajv = new Ajv2020({ strict: false, validateFormats: false });
const validators = { config: ajv.compile(configSchema), plan: ajv.compile(planSchema) };
const base = mkdtempSync(join(tmpdir(), 'regdoctor-hostile-config-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const PATHS = everyPath();

/** A machine with something at every path that any client reads. */
async function machine(name: string, put: (path: string, index: number) => unknown): Promise<string> {
  const root = join(base, name, 'root');
  mkdirSync(root, { recursive: true });
  for (const [index, path] of PATHS.entries()) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    await put(file, index);
  }
  return root;
}

/** Runs `config` without and with a reference and `plan` over the machine, as text and as JSON. */
async function look(root: string): Promise<{ text: string; documents: Record<string, unknown>[] }> {
  const texts: string[] = [];
  const documents: Record<string, unknown>[] = [];
  for (const words of [['config'], ['config', REFERENCE], ['plan', REFERENCE]]) {
    for (const form of [[], ['--json']]) {
      const started = performance.now();
      const parameters = ['bin/run.js', ...words, '--root', root, '--client', 'all', ...form];
      const { exitCode, stdout, stderr } = await execa(process.execPath, parameters, {
        reject: false,
        timeout: LIMIT_MS,
        env: { NO_COLOR: '1', HOME: '/root' },
      });
      expect(performance.now() - started).toBeLessThan(LIMIT_MS);
      expect([0, 1, 3], stderr).toContain(exitCode);
      expect(stderr).toBe('');
      expect(stdout.length).toBeLessThan(MOST_CHARACTERS);
      texts.push(stdout);
      if (form.length === 0) expect(stdout).not.toMatch(/[^\P{C}\n]/u);
      else {
        const document = JSON.parse(stdout) as Record<string, unknown>;
        const validate = validators[words[0] as keyof typeof validators];
        expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
        expect(document['exitCode']).toBe(exitCode);
        documents.push(document);
      }
    }
  }
  return { text: texts.join('\n'), documents };
}

const ESCAPES = '\u001b[2J\u001b]0;owned\u0007\u009b31m\u202e';
const BROKEN: readonly [name: string, content: string | Buffer][] = [
  ['nothing at all', ''],
  ['half a table', '[[registry\nlocation = "reg.test:5000'],
  ['half a document', '{"auths": {"reg.test:5000": {"auth": '],
  ['escape sequences', `[[registry]]\nlocation = "${ESCAPES}"\n${ESCAPES}: [${ESCAPES}\n`],
  ['deep nesting', `${'['.repeat(20_000)}`],
  [
    'a prototype',
    '{"__proto__": {"toString": 1}, "constructor": {"prototype": []}, "auths": {"__proto__": {"auth": 7}}}',
  ],
  ['wrong types', '{"auths": [], "insecure-registries": {"a": 1}, "registry": 7, "mirrors": [[]], "configs": "x"}'],
  [
    'aliases of aliases',
    `a: &a [x, x, x, x]\n${'bcdefgh'
      .split('')
      .map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]},`.repeat(9)}]`)
      .join('\n')}\n`,
  ],
  ['binary junk', Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 193 + 7 * (index >> 8)) % 256))],
];

describe('config and plan on hostile machines', () => {
  test('every client that reads files is in the list', () => {
    expect(PATHS.length).toBeGreaterThan(15);
  });

  test('an empty root', { timeout: 8 * LIMIT_MS }, async () => {
    const root = join(base, 'empty');
    mkdirSync(root);
    const { documents } = await look(root);
    expect(documents).toMatchObject([{ kind: 'config' }, { kind: 'config' }, { kind: 'plan' }]);
  });

  test('an empty root, nobody asked for: says so, exit 3', async () => {
    const root = join(base, 'nobody');
    mkdirSync(root);
    for (const words of [['config'], ['plan', REFERENCE]]) {
      const { exitCode, stdout } = await execa(process.execPath, ['bin/run.js', ...words, '--root', root], {
        reject: false,
      });
      expect(exitCode).toBe(3);
      expect(stdout).toContain('--client NAME');
    }
  });

  test.each(BROKEN)('%s in every file', { timeout: 8 * LIMIT_MS }, async (name, content) => {
    const root = await machine(name.replaceAll(' ', '-'), (file) => writeFileSync(file, content));
    await look(root);
  });

  test('100 MB in every file', { timeout: 8 * LIMIT_MS }, async () => {
    const root = await machine('huge', (file) => {
      writeFileSync(file, '');
      truncateSync(file, HUGE_BYTES);
    });
    await look(root);
  });

  test('links that run in circles', { timeout: 8 * LIMIT_MS }, async () => {
    const root = await machine('loops', (file) => {
      symlinkSync(`${file.split('/').at(-1)}.other`, file);
      symlinkSync(file.split('/').at(-1) ?? '', `${file}.other`);
    });
    await look(root);
  });

  test.each<[string, (from: string, to: string) => string]>([
    ['absolute', (_from, to) => to],
    ['relative', (from, to) => relative(dirname(from), to)],
    ['relative, far above the root', (_from, to) => `${'../'.repeat(60)}${to}`],
  ])('%s links out of the root lead nowhere', { timeout: 8 * LIMIT_MS }, async (name, target) => {
    const outside = join(base, `${name}-outside`);
    writeFileSync(outside, `[[registry]]\nlocation = "${CANARY}"\n{"auths": {"${CANARY}": {}}}\n`);
    const root = await machine(name.replaceAll(' ', '-'), (file) => symlinkSync(target(file, outside), file));
    expect((await look(root)).text).not.toContain(CANARY);
  });

  test('pipes that nobody writes to', { timeout: 8 * LIMIT_MS }, async () => {
    const files: string[] = [];
    const root = await machine('pipes', (file) => files.push(file));
    await execa('mkfifo', files);
    await look(root);
  });
});

describe('one hostile file on its own', () => {
  test.each(BROKEN)('%s', async (_name, content) => {
    const { exitCode, stdout, stderr } = await execa(
      process.execPath,
      ['bin/run.js', 'config', '-', '--client', 'buildah,docker', '--json'],
      { reject: false, timeout: LIMIT_MS, input: content },
    );
    // Where no client reads standard input's nameless file the call is wrong, and says so.
    expect([0, 1, 2, 3], stderr).toContain(exitCode);
    const document = JSON.parse(stdout);
    expect(validators.config(document), JSON.stringify(validators.config.errors)).toBe(true);
  });

  test('a pipe, a directory and a file that is not there are refused at once', async () => {
    const pipe = join(base, 'registries.conf');
    await execa('mkfifo', [pipe]);
    for (const path of [pipe, base, join(base, 'absent.yaml')]) {
      const { exitCode, stderr } = await execa(
        process.execPath,
        ['bin/run.js', 'config', path, '--client', 'buildah'],
        {
          reject: false,
          timeout: LIMIT_MS,
        },
      );
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(/not a file that can be read/);
    }
  });
});
