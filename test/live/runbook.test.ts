import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FINDING_CODES } from '../../src/findings/codes.js';
import { onTerminal, regdoctor } from './run-regdoctor.js';

const WIDTH = 80;
const directory = mkdtempSync(join(tmpdir(), 'regdoctor-runbook-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('regdoctor runbook', () => {
  test('shows a page at 80 columns, commands whole', async () => {
    const { stdout, exitCode } = await regdoctor(['runbook', 'fallback-delay']);
    const text = String(stdout);
    expect(exitCode).toBe(0);
    expect(text.split('\n').filter((line) => [...line].length > WIDTH)).toEqual([]);
    for (const heading of [
      'What you see',
      'What it means',
      'How regdoctor knows',
      'See it by hand',
      'Fixes',
      'Prevent',
    ])
      expect(text).toContain(`\n${heading}\n`);
    expect(text).toContain('    curl --verbose --connect-timeout 5 https://registry.example.com/v2/\n');
    expect(text).toContain('    insecure = true\n');
    expect(text).toMatch(/push, login, tag list: 30 s/);
    expect(text).not.toContain('\x1b');
    expect(text).not.toMatch(/\*\*|^\||<!--|```/m);
  });

  test('has colours on a terminal only', async () => {
    expect((await onTerminal('runbook dns-timeout')).stdout).toContain('\x1b[1mdns-timeout');
    expect((await regdoctor(['runbook', 'dns-timeout'])).stdout).not.toContain('\x1b');
  });

  test('lists the index without a code', async () => {
    const { stdout, exitCode } = await regdoctor(['runbook']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('By text');
    expect(stdout).toContain('By layer');
  });

  test('has every page, and needs no file but the built ones', async () => {
    for (const name of ['bin', 'dist', 'oclif.manifest.json', 'package.json'])
      cpSync(name, join(directory, name), { recursive: true });
    const first = FINDING_CODES[0];
    const { stdout } = await regdoctor(['runbook', first], { cwd: directory });
    expect(stdout).toContain(first);
    for (const code of FINDING_CODES)
      expect(readFileSync(join(directory, 'dist', 'runbooks', `${code}.md`), 'utf8')).toMatch(`# ${code}\n`);
  });

  test.each([
    ['tls-unknow', 'tls-unknown-ca'],
    ['fallback', 'fallback-delay'],
    ['DNS-timeout', 'dns-timeout'],
    ['../../../etc/passwd', ''],
    ['', ''],
  ])('%s is no code: exit code 2, with the nearest ones', async (word, nearest) => {
    const { stdout, stderr, exitCode } = await regdoctor(['runbook', word]);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/no code is called/);
    expect(stderr).toContain(`nearest: ${nearest}`);
  });
});

describe('regdoctor codes', () => {
  test('has each code on a line with severity and title', async () => {
    const { stdout, exitCode } = await regdoctor(['codes']);
    const lines = String(stdout).trimEnd().split('\n');
    expect(exitCode).toBe(0);
    expect(lines).toHaveLength(FINDING_CODES.length);
    for (const code of FINDING_CODES)
      expect(lines.filter((line) => new RegExp(`^(?:error|warning|info) +${code} +\\S`).test(line))).toHaveLength(1);
  });

  test('is folded to the terminal', async () => {
    const { stdout } = await onTerminal('codes');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are no columns
    const lines = stdout.replace(/\x1b\[\d+m/g, '').split(/\r?\n/);
    expect(lines.filter((line) => line.length > WIDTH)).toEqual([]);
    expect(lines.length).toBeGreaterThan(FINDING_CODES.length);
  });

  test('prints one JSON document', async () => {
    const { stdout } = await regdoctor(['codes', '--json']);
    const { schemaVersion, codes } = JSON.parse(String(stdout));
    expect(schemaVersion).toBe(1);
    expect(codes.map(({ code }: { code: string }) => code).sort()).toEqual([...FINDING_CODES].sort());
    for (const entry of codes)
      expect(entry).toMatchObject({
        severity: expect.any(String),
        title: expect.any(String),
        meaning: expect.any(String),
        known: expect.any(String),
      });
  });
});
