import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { onTerminal, regdoctor } from './run-regdoctor.js';

const directory = mkdtempSync(join(tmpdir(), 'regdoctor-explain-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const UNKNOWN_CA =
  'Error response from daemon: Get "https://registry.example.com/v2/": x509: certificate signed by unknown authority';

describe('regdoctor explain', () => {
  test.each([
    ['arguments', (): ReturnType<typeof regdoctor> => regdoctor(['explain', ...UNKNOWN_CA.split(' ')])],
    ['standard input', () => regdoctor(['explain'], { input: `first\n${UNKNOWN_CA}\n` })],
    ['standard input as -', () => regdoctor(['explain', '--file', '-'], { input: UNKNOWN_CA })],
    [
      'a file',
      () => {
        writeFileSync(join(directory, 'build.log'), `${'noise\n'.repeat(100_000)}${UNKNOWN_CA}\n`);
        return regdoctor(['explain', '--file', join(directory, 'build.log')]);
      },
    ],
  ])('says what is wrong, and what to type, for text from %s', async (_name, run) => {
    const { stdout, stderr, exitCode } = await run();
    expect(stdout).toContain('tls-unknown-ca');
    expect(stdout).toContain('next: regdoctor check registry.example.com');
    expect(stdout).toContain('more: regdoctor runbook tls-unknown-ca');
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  test('prints one JSON document: the causes, best first', async () => {
    const { stdout } = await regdoctor(['explain', '--json'], { input: `first\n${UNKNOWN_CA}\n` });
    const { schemaVersion, matches } = JSON.parse(String(stdout));
    expect(schemaVersion).toBe(1);
    expect(matches[0]).toMatchObject({
      code: 'tls-unknown-ca',
      client: 'docker',
      reference: null,
      host: 'registry.example.com',
      line: 2,
    });
    expect(Object.keys(matches[0]).slice(0, 8)).toEqual([
      'code',
      'confidence',
      'client',
      'reference',
      'host',
      'line',
      'why',
      'next',
    ]);
    const confidences = matches.map(({ confidence }: { confidence: number }) => confidence);
    expect(confidences).toEqual([...confidences].sort((a, b) => b - a));
  });

  test('has no match, and exit code 3, for text that says nothing', async () => {
    const { stdout, exitCode } = await regdoctor(['explain', '--json'], { input: 'all is well\n' });
    expect(JSON.parse(String(stdout))).toMatchObject({ schemaVersion: 1, matches: [] });
    expect(exitCode).toBe(3);
  });

  test('understands kubectl describe', async () => {
    const text = [
      'Name:             web-1',
      'Containers:',
      '  web:',
      '    Image:          registry.example.com/shop/web:1',
      'Events:',
      '  Type     Reason     Age                From               Message',
      '  ----     ------     ----               ----               -------',
      '  Normal   Pulling    9s (x2 over 24s)   kubelet            Pulling image "registry.example.com/shop/web:1"',
      '  Warning  Failed     9s (x2 over 24s)   kubelet            Failed to pull image "registry.example.com/shop/web:1": rpc error: code = Unknown desc = failed to pull and unpack image "registry.example.com/shop/web:1": failed to resolve reference "registry.example.com/shop/web:1": failed to do request: Head "https://registry.example.com/v2/shop/web/manifests/1": dial tcp: lookup registry.example.com on 10.0.0.2:53: no such host',
      '  Warning  Failed     9s (x2 over 24s)   kubelet            Error: ErrImagePull',
      '  Normal   BackOff    8s (x2 over 24s)   kubelet            Back-off pulling image "registry.example.com/shop/web:1"',
    ].join('\n');
    const { stdout } = await regdoctor(['explain', '--json'], { input: text });
    expect(JSON.parse(String(stdout)).matches[0]).toMatchObject({
      code: 'dns-nxdomain',
      reference: 'registry.example.com/shop/web:1',
      line: 9,
    });
  });
});

describe('regdoctor explain --batch', () => {
  test('answers each message in order, and as it comes', async () => {
    const child = regdoctor(['explain', '--batch'], { stdin: 'pipe', buffer: false });
    const answers: string[] = [];
    const ask = async (line: string): Promise<unknown> => {
      const seen = answers.length;
      child.stdin?.write(`${line}\n`);
      while (answers.length === seen) await new Promise((resolve) => child.stdout?.once('data', resolve));
      return JSON.parse(answers.at(-1) ?? '');
    };
    child.stdout?.on('data', (data: Buffer) => answers.push(...data.toString().trim().split('\n')));
    expect(await ask(JSON.stringify({ id: 'a', message: UNKNOWN_CA }))).toMatchObject({
      id: 'a',
      code: 'tls-unknown-ca',
    });
    expect(await ask(JSON.stringify({ id: 2, message: 'Back-off restarting failed container' }))).toMatchObject({
      id: 2,
      code: 'not-a-registry-problem',
    });
    expect(await ask(JSON.stringify({ id: 'c', message: 'hello' }))).toEqual({
      id: 'c',
      code: 'unknown',
      confidence: 0,
    });
    child.stdin?.end();
    expect((await child).exitCode).toBe(0);
  });

  test('answers a line that is no message as unknown, and says so', async () => {
    const { stdout, stderr, exitCode } = await regdoctor(['explain', '--batch'], { input: 'not json\n\n{"id":"b"}\n' });
    expect(stdout).toBe('{"id":null,"code":"unknown","confidence":0}\n'.repeat(2));
    expect(stderr).toBe('explain: 2 lines are no JSON object with a "message"\n');
    expect(exitCode).toBe(2);
  });
});

describe('a wrong call', () => {
  test.each([
    ['a file that is not there', ['--file', '/nonexistent.log'], /\/nonexistent.log does not exist/],
    ['a directory', ['--file', '/tmp'], /\/tmp is a directory/],
    ['text and a file', ['some text', '--file', 'package.json'], /text goes without --file/],
    ['text in a batch', ['some text', '--batch'], /text goes without --batch/],
  ])('%s: one sentence, exit code 2', async (_name, parameters, said) => {
    const { stdout, stderr, exitCode } = await regdoctor(['explain', ...parameters], { input: '' });
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(said);
    expect(String(stderr).trim().split('\n')).toHaveLength(1);
  });

  test('nothing to read on a terminal: says how to give text', async () => {
    const { stdout, exitCode } = await onTerminal('explain');
    expect(stdout).toContain('no text: give it as arguments, with --file, or pipe it in');
    expect(exitCode).toBe(2);
  });

  test('says so in JSON where that was asked for', async () => {
    const { stdout } = await regdoctor(['explain', '--json', '--file', '/nonexistent.log']);
    expect(JSON.parse(String(stdout))).toMatchObject({
      schemaVersion: 1,
      kind: 'explain',
      exitCode: 2,
      matches: [],
      error: { part: '--file' },
    });
  });
});

test('shows on a terminal how far it is, and takes that away again', async () => {
  const { stdout, exitCode } = await onTerminal('explain', "yes 'a line that says nothing' | head -c 200000000 |");
  expect(stdout).toMatch(/read \d+ MB, line \d+, \d+ MB\/s/);
  expect(stdout.lastIndexOf('\x1b[K')).toBeGreaterThan(stdout.lastIndexOf('MB/s'));
  expect(exitCode).toBe(3);
});
