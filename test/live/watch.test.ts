import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, type TestContext, test } from 'vitest';
import { claimAddress } from '../../src/lab/claim-address.js';
import { answer } from '../../src/lab/exchange.js';
import type { Bound } from '../../src/lab/listen.js';
import { imageAt, insecureRegistriesConf, standardRegistry } from '../../src/lab/standard.js';
import { startWebServer } from '../../src/lab/web-server.js';
import { regdoctor } from './run-regdoctor.js';

const PORT = 5000;
const scratch = mkdtempSync(join(tmpdir(), 'regdoctor-watch-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A machine with buildah's configuration for a plain HTTP registry at an address of its own, and that registry, which somebody else starts and stops. */
async function place({ onTestFinished }: TestContext, gate?: () => boolean) {
  const { address, release } = await claimAddress();
  const host = `${address}:${PORT}`;
  const root = mkdtempSync(join(scratch, 'root-'));
  mkdirSync(join(root, 'etc/containers'), { recursive: true });
  writeFileSync(join(root, 'etc/containers/registries.conf'), insecureRegistriesConf(host));
  let server: Bound | null = null;
  let requests = 0;
  const start = async (): Promise<void> => {
    const handler = standardRegistry(() => {
      requests += 1;
      return gate?.() === false ? answer(503, {}, 'starting') : null;
    });
    server = await startWebServer(address, PORT, { handler, tls: null, refuseConnect: null });
  };
  onTestFinished(async () => {
    await server?.stop();
    await release();
  });
  const words = ['check', imageAt(host), '--client', 'buildah', '--root', root];
  return { words, start, stop: () => server?.stop(), requests: () => requests };
}

/** Runs it, and does something as soon as its standard output has some words. */
async function during(words: readonly string[], until: RegExp, what: (pid: number) => unknown) {
  const run = regdoctor(words, { timeout: 60_000 });
  let said = '';
  let isDone = false;
  run.stdout?.on('data', (piece: Buffer) => {
    said += piece.toString();
    if (isDone || !until.test(said)) return;
    isDone = true;
    void what(run.pid ?? 0);
  });
  return run;
}

// They mostly wait.
describe.concurrent('regdoctor check --watch', () => {
  test('tells the first verdict, what changes, and ends with the whole report as soon as all is well', async (context) => {
    const { words, start } = await place(context);
    const report = join(scratch, 'watched.json');
    const { stdout, stderr, exitCode } = await during(
      [...words, '--watch', '--report-file', report],
      /tcp-refused/,
      start,
    );
    const lines = String(stdout).split('\n');
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d broken: tcp-refused: buildah: the pull fails: nothing listens on/);
    expect(String(stdout)).toMatch(/^\d\d:\d\d:\d\d broken → ok: tcp-refused is gone$/m);
    expect(lines).toContainEqual(expect.stringMatching(/^✓ ok: buildah works/));
    expect(String(stdout).trimEnd().split('\n').at(-1)).toBe('ok: buildah: the pull works, nothing to complain about.');
    expect(String(stderr)).toContain(`${report}: the report`);
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ verdict: 'ok' });
    expect(exitCode).toBe(0);
  });

  test('says why it is still broken where another cause comes up behind the first', async (context) => {
    let isWell = false;
    const { words, start } = await place(context, () => isWell);
    const { stdout } = await during([...words, '--watch', '--wait', '40s'], /tcp-refused/, async () => {
      await start();
      setTimeout(() => {
        isWell = true;
      }, 4000);
    });
    expect(String(stdout)).toMatch(/still broken: tcp-refused is gone; registry-5xx is new: /);
    expect(String(stdout)).toMatch(/broken → ok: registry-5xx is gone/);
  });

  test('--json: a document a line a round, and nothing else', async (context) => {
    const { words, start } = await place(context);
    const { stdout, exitCode } = await during([...words, '--watch', '--json'], /tcp-refused/, start);
    const verdicts = String(stdout)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).verdict);
    expect(verdicts.length).toBeGreaterThan(1);
    expect(verdicts.at(0)).toBe('broken');
    expect(verdicts.at(-1)).toBe('ok');
    expect(exitCode).toBe(0);
  });

  test('Ctrl-C ends it at once with the last whole report', async (context) => {
    const { words } = await place(context);
    let pressed = 0;
    const { stdout, exitCode } = await during([...words, '--watch'], /tcp-refused/, (pid) => {
      pressed = Date.now();
      process.kill(pid, 'SIGINT');
    });
    expect(Date.now() - pressed).toBeLessThan(2000);
    expect(String(stdout).trimEnd().split('\n').at(-1)).toMatch(/^broken: tcp-refused: buildah/);
    expect(exitCode).toBe(1);
  });
});

describe.concurrent('regdoctor check --wait', () => {
  test('says nothing until all is well, then the last report alone', async (context) => {
    const { words, start } = await place(context);
    const run = regdoctor([...words, '--wait', '30s', '--json'], { timeout: 60_000 });
    setTimeout(() => void start(), 1000);
    const { stdout, exitCode } = await run;
    expect(JSON.parse(String(stdout))).toMatchObject({ verdict: 'ok' });
    expect(String(stdout).trimEnd().split('\n')).toHaveLength(1);
    expect(exitCode).toBe(0);
  });

  test('ends with what was found last when the time is over, having asked with pauses', async (context) => {
    const { words, start, requests } = await place(context, () => false);
    await start();
    const started = Date.now();
    const { stdout, stderr, exitCode } = await regdoctor([...words, '--wait', '4s', '-q']);
    expect(Date.now() - started).toBeGreaterThan(3900);
    expect(String(stdout)).toMatch(/^broken: registry-5xx: .*\n$/);
    expect(String(stderr)).toBe('');
    expect(exitCode).toBe(1);
    // At 0, 2 and 4 s: a handful of requests each.
    expect(requests()).toBeLessThan(60);
  });

  test.each([
    ['no time', ['check', 'reg.test/app', '--wait', 'soon'], /^regdoctor: --wait: "soon" is no time; write it as 90s/m],
    ['many references', ['check', 'reg.test/a', 'reg.test/b', '--watch'], /^regdoctor: --watch: takes one reference/m],
    ['a list of them', ['check', '--file', 'list', '--wait', '5m'], /^regdoctor: --wait: takes one reference/m],
  ])('%s: one sentence, exit 2', async (_, words, said) => {
    const { stderr, stdout, exitCode } = await regdoctor(words);
    expect(String(stderr)).toMatch(said);
    expect(String(stdout)).toBe('');
    expect(exitCode).toBe(2);
  });

  test('the account on standard input is read once', async (context) => {
    const { words, start } = await place(context, () => false);
    await start();
    const run = regdoctor([...words, '--wait', '3s', '-q', '--creds-stdin'], { input: 'user:canary-7x9\n' });
    const { stdout, exitCode } = await run;
    expect(String(stdout)).toMatch(/^broken: registry-5xx/);
    expect(exitCode).toBe(1);
  });
});
