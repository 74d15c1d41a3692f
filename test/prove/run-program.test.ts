import { afterEach, describe, expect, test } from 'vitest';
import { runProgram } from '../../src/prove/run-program.js';

const SHELL = '/bin/sh';

function sh(script: string, options: Partial<Parameters<typeof runProgram>[0]> = {}) {
  return runProgram({
    program: SHELL,
    parameters: ['-c', script],
    timeoutMs: 10_000,
    signal: new AbortController().signal,
    ...options,
  });
}

/** True while a process of this id is there and no zombie. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

afterEach(() => {
  delete process.env['REGDOCTOR_CREDS'];
});

describe('a program is run as it stands', () => {
  test('what it prints on both outputs, its exit code, and every line as it comes', async () => {
    const lines: string[] = [];
    const end = await sh('echo one; sleep 0.1; echo two >&2; sleep 0.1; printf three; exit 3', {
      onLine: (line, ms) => lines.push(`${line} ${ms >= 0}`),
    });
    expect(end).toMatchObject({ exitCode: 3, ended: 'by itself', output: 'one\ntwo\nthree' });
    expect(lines).toEqual(['one true', 'two true', 'three true']);
  });

  test('control characters are taken out', async () => {
    expect((await sh("printf 'a\\033[31mb\\007\\n'")).output).toBe('ab');
  });

  test('an endless line and endless lines stay bounded', async () => {
    const { output } = await sh(
      "head -c 3000000 /dev/zero | tr '\\0' x; echo; yes long-enough-a-line | head -c 3000000; echo end",
    );
    expect(output.length).toBeLessThan(1_100_000);
    expect(output.endsWith('end')).toBe(true);
  });

  test('it is given what is added to the environment, and never the account that regdoctor was given', async () => {
    process.env['REGDOCTOR_CREDS'] = 'alice:canary';
    const { output } = await sh('env', { environment: { TMPDIR: '/scratch' } });
    expect(output).toContain('TMPDIR=/scratch');
    expect(output).not.toContain('canary');
  });
});

describe('a program is ended', () => {
  test('at the time limit', async () => {
    const end = await sh('echo begun; exec sleep 30', { timeoutMs: 300 });
    expect(end).toMatchObject({ exitCode: null, ended: 'time limit', output: 'begun' });
    expect(end.ms).toBeLessThan(2000);
  });

  test('at the time limit by force, where it does not listen', async () => {
    const end = await sh('trap "" TERM; echo $$; while :; do sleep 0.1; done', { timeoutMs: 300 });
    expect(end.ended).toBe('time limit');
    expect(end.ms).toBeLessThan(5000);
    expect(isAlive(Number(end.output))).toBe(false);
  });

  test('when it is interrupted', async () => {
    const interrupt = new AbortController();
    const running = sh('echo $$; exec sleep 30', { signal: interrupt.signal, onLine: () => interrupt.abort() });
    const end = await running;
    expect(end).toMatchObject({ exitCode: null, ended: 'interrupted' });
    expect(isAlive(Number(end.output))).toBe(false);
  });

  test('before it begins, where the interrupt came first', async () => {
    expect(await sh('echo run', { signal: AbortSignal.abort() })).toMatchObject({ ended: 'interrupted', output: '' });
  });

  test('although something it left behind holds its output open', async () => {
    const end = await sh('sleep 20 & echo $!');
    expect(end).toMatchObject({ exitCode: 0, ended: 'by itself' });
    expect(end.ms).toBeLessThan(5000);
    process.kill(Number(end.output));
  });
});

test.each([
  ['a program that is not there', '/nowhere/buildah', /ENOENT/],
  ['a file that is no program', '/etc/passwd', /EACCES/],
])('%s was not started, and the output says why', async (_, program, why) => {
  const end = await sh('', { program });
  expect(end).toMatchObject({ exitCode: null, ended: 'not started' });
  expect(end.output).toMatch(why);
});
