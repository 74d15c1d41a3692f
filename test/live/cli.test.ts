import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import schema from '../../docs/report.schema.json' with { type: 'json' };

const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
const home = mkdtempSync(join(tmpdir(), 'regdoctor-cli-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

function regdoctor(parameters: readonly string[], env: Record<string, string> = {}) {
  return execa(process.execPath, ['bin/run.js', ...parameters], {
    reject: false,
    extendEnv: false,
    env: { HOME: home, PATH: '/usr/bin:/bin', ...env },
    stripFinalNewline: false,
  });
}

describe('a wrong call', () => {
  test.each([
    ['an empty reference', ['check', ''], /reference is empty/],
    ['a URL', ['check', 'https://host/img'], /no scheme.*\n {2}meant: host\/img/],
    ['an upper-case repository', ['check', 'reg.test/Foo'], /lower case\.\n {2}meant: reg.test\/foo/],
    ['a bad digest', ['check', 'reg.test/foo@sha256:abc'], /digest has 3 hexadecimal digits where sha256 has 64/],
    ['an unreadable root', ['check', 'reg.test/foo', '--root', '/nonexistent'], /--root: .*\/nonexistent/],
    ['an unknown flag', ['check', 'reg.test/foo', '--frobnicate'], /--frobnicate/],
    ['an unknown client', ['check', 'reg.test/foo', '--client', 'nope'], /no client is called "nope"; known: buildah/],
    ['a version that is none', ['check', 'reg.test/foo', '--client', 'buildah@new'], /"new" is no version/],
    ['no reference', ['check'], /reference/],
    ['a size without a push', ['check', 'reg.test/foo', '--push-size', '10M'], /--push-size: --push$/m],
    ['a push and a login', ['egress', 'reg.test/foo', '--push', '--login'], /^regdoctor: --login=true cannot/m],
    [
      'a path that is none',
      ['check', 'reg.test/foo', '--save-chain', ''],
      /--save-chain: the name of the file is empty/,
    ],
    [
      'a directory that is none',
      ['check', 'reg.test/foo', '--save-chain', '/nonexistent/x'],
      /\/nonexistent is no directory/,
    ],
    ['an unknown command', ['frobnicate'], /frobnicate not found/],
    ['an unknown lab', ['lab', 'nope'], /there is none called "nope"/],
    ['a report that is not there', ['report', '/nonexistent.json'], /\/nonexistent.json is not a file/],
    ['a report that is none', ['report', 'package.json'], /it is no regdoctor report/],
  ])('%s: one sentence on stderr, exit 2', async (_name, parameters, said) => {
    const { exitCode, stderr, stdout } = await regdoctor(parameters);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(said);
    expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
    expect(stdout).toBe('');
  });

  test('says so in the same schema where JSON was asked for', async () => {
    const { exitCode, stdout } = await regdoctor(['check', 'https://host/img', '--json']);
    expect(exitCode).toBe(2);
    const report = JSON.parse(stdout);
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    expect(report).toMatchObject({ exitCode: 2, error: { part: 'reference', meant: 'host/img' } });
  });

  test.each([
    ['in the reference', ['check', 'https://user:canary-7x9@reg.test/img', '--json']],
    ['in a reference without scheme', ['check', 'user:canary-7x9@reg.test/img', '--json']],
    ['as --creds without a user', ['check', 'reg.test/img', '--creds', 'canary-7x9', '--json']],
    ['as --creds and not', ['check', 'reg.test/img', '--creds', 'u:canary-7x9', '--anonymous', '--json']],
    ['of the variable, in two ways at once', ['check', 'reg.test/img', '--creds-stdin', '--anonymous', '--json']],
    ['of the variable, for a list of places', ['egress', 'reg.test/Img', '--anonymous', '--json']],
  ])('never shows a password %s', async (_name, parameters) => {
    const { all, exitCode } = await execa(process.execPath, ['bin/run.js', ...parameters], {
      reject: false,
      all: true,
      env: { HOME: home, REGDOCTOR_CREDS: 'u:canary-7x9' },
    });
    expect(exitCode).toBe(2);
    expect(all).not.toContain('canary-7x9');
  });

  test('escape sequences of the command line are not repeated', async () => {
    const { stderr } = await regdoctor(['check', 'reg.test/\u001b[31mfoo']);
    expect(stderr).not.toContain('\u001b');
  });
});

describe('a start under odd conditions', () => {
  test('no HOME at all', async () => {
    const { exitCode, stdout } = await execa(process.execPath, ['bin/run.js', '--version'], {
      reject: false,
      extendEnv: false,
      env: { PATH: '/usr/bin:/bin' },
    });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^regdoctor\/\d/);
  });

  test('no plugin of a user is loaded', async () => {
    const data = join(home, '.local/share/regdoctor');
    mkdirSync(join(data, 'node_modules/evil'), { recursive: true });
    const plugin = { name: 'evil', version: '1.0.0', main: 'index.js', oclif: { hooks: { init: './index.js' } } };
    writeFileSync(
      join(data, 'package.json'),
      JSON.stringify({ oclif: { plugins: [{ name: 'evil', type: 'user' }] }, dependencies: { evil: '1.0.0' } }),
    );
    writeFileSync(join(data, 'node_modules/evil/package.json'), JSON.stringify(plugin));
    writeFileSync(
      join(data, 'node_modules/evil/index.js'),
      'module.exports = () => { process.stdout.write("LOADED"); };',
    );
    const { stdout } = await regdoctor(['lab']);
    expect(stdout).toContain('fallback-delay');
    expect(stdout).not.toContain('LOADED');
  });

  test('no client on the machine: unknown, exit 3, with the flag to add', async () => {
    const { exitCode, stdout } = await regdoctor(['check', 'reg.test/img', '--root', home, '--json']);
    expect(exitCode).toBe(3);
    const report = JSON.parse(stdout);
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    expect(report).toMatchObject({
      verdict: 'unknown',
      clients: [],
      unknown: [{ needed: expect.stringContaining('--client') }],
    });
  });

  test('one JSON document on stdout, nothing else', async () => {
    const { stdout } = await regdoctor(['lab', 'tcp-refused', '--check', '--json']);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true);
  });
});

describe('the demo', () => {
  test('finds the delay, shows both legs and the fix, and the fix cures it', async () => {
    const started = performance.now();
    const { exitCode, stdout } = await regdoctor(['demo']);
    expect(exitCode).toBe(0);
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(stdout).toMatch(/failed\s+30\.0 s .*127\.0\.80\.\d+:443/);
    expect(stdout).toMatch(/ok\s+\d+ ms .*127\.0\.80\.\d+:80/);
    expect(stdout).toContain('warning fallback-delay');
    expect(stdout).toContain('location = "registry.registry.svc.cluster.local:80"');
    expect(stdout).toMatch(/proven by replay: slow 30\.\d s → ok \d+ ms/);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^ok: buildah/);
  });
});
