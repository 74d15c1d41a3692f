import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, startLab } from '../../src/lab/lab.js';
import { regdoctor } from './run-regdoctor.js';

const CTRL_C = '\u0003';
/** What a pressed key may take until the shell's prompt is there again. */
const AT_ONCE_MS = 1000;

let lab: Lab;
let words = '';
const root = mkdtempSync(join(tmpdir(), 'regdoctor-terminal-'));

beforeAll(async () => {
  lab = await startLab('tcp-timeout');
  for (const { path, content } of lab.files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  words = `check ${lab.references.image} --root ${root} --client buildah`;
});
afterAll(async () => {
  await lab.stop();
  rmSync(root, { recursive: true, force: true });
});

/** Types a command on a real terminal of 80 columns and presses Ctrl-C as soon as it has shown some words. */
async function typed(command: string, pressAt: RegExp | null) {
  const run = execa('script', ['-qec', `stty cols 80; exec ${process.execPath} bin/run.js ${command}`, '/dev/null'], {
    reject: false,
    extendEnv: false,
    env: { HOME: '/nonexistent', PATH: '/usr/bin:/bin', TERM: 'xterm', SHELL: '/bin/sh', LANG: 'C.UTF-8' },
    stdin: 'pipe',
    timeout: 30_000,
  });
  let shown = '';
  let pressedAt = 0;
  run.stdout.on('data', (piece: Buffer) => {
    shown += piece.toString();
    if (pressedAt > 0 || pressAt?.test(stripVTControlCharacters(shown)) !== true) return;
    pressedAt = Date.now();
    run.stdin.write(CTRL_C);
  });
  const { exitCode } = await run;
  return {
    shown,
    words: stripVTControlCharacters(shown).replaceAll('\r', ''),
    exitCode,
    afterMs: Date.now() - pressedAt,
  };
}

describe('on a terminal', () => {
  test('says what it waits for and until when, and takes that away again', async () => {
    const { shown, words: said } = await typed(words, null);
    expect(said).toMatch(/waiting for TCP 127\.0\.80\.\d+:\d+, 5 s at most, \d s left/);
    // The line is cleared before the report begins.
    const [live = ''] = shown.split('pull ');
    expect(live.endsWith('\u001b[?25h\u001b[1m')).toBe(true);
    expect(live.lastIndexOf('\u001b[0K')).toBeGreaterThan(live.lastIndexOf('waiting for'));
    expect(said.trimEnd().split('\n').at(-1)).toMatch(/^broken: tcp-timeout: /);
  });

  test('Ctrl-C ends it at once with what is known, and says that it was interrupted', async () => {
    const { words: said, exitCode, afterMs } = await typed(words, /waiting for/);
    expect(afterMs).toBeLessThan(AT_ONCE_MS);
    expect(said).toMatch(/pull registry\.lab\.internal:\d+\/demo\/app:latest\n\? unknown: can't tell for buildah$/m);
    expect(said.trimEnd().split('\n').at(-1)).toBe(
      "unknown: can't tell: the check was interrupted (needed: another run).",
    );
    expect(exitCode).toBe(3);
  });

  test('Ctrl-C in the pause of a watch ends it at once with the whole report of the last round', async () => {
    const { words: said, exitCode, afterMs } = await typed(`${words} --watch`, /round 1; again in/);
    expect(afterMs).toBeLessThan(AT_ONCE_MS);
    expect(said).toMatch(/\d\d:\d\d:\d\d broken: tcp-timeout: /);
    expect(said).toMatch(/✗ broken: buildah fails after/);
    expect(said.trimEnd().split('\n').at(-1)).toMatch(/^broken: tcp-timeout: /);
    expect(exitCode).toBe(1);
  });

  test('--quiet shows one line and nothing before it, with colours or without', async () => {
    const { shown } = await typed(`${words} --quiet`, null);
    expect(shown).toMatch(/^broken: tcp-timeout: buildah: [ -~]*\r\n$/);
  });
});

describe('without a terminal', () => {
  test('--quiet has one line on standard output and none on standard error', async () => {
    const { stdout, stderr, exitCode } = await regdoctor([...words.split(' '), '-q']);
    expect(String(stdout)).toMatch(/^broken: tcp-timeout: buildah: [^\n]*\n$/);
    expect(String(stderr)).toBe('');
    expect(exitCode).toBe(1);
  });

  test('what is slow is told in a plain line on standard error, and nothing of it on standard output', async () => {
    const { stdout, stderr } = await regdoctor(words.split(' '));
    expect(String(stderr)).toMatch(/^waiting for TCP 127\.0\.80\.\d+:\d+.*$/m);
    expect(String(stderr)).not.toContain('\u001b');
    expect(String(stdout)).not.toContain('waiting for');
  });
});
